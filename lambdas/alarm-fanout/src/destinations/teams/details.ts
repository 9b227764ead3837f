import type { List, Saying } from '../../words/saying.ts';
import type { Room } from '../room.ts';
import { bold, type ColumnSet, type Element, line, type RichTextBlock, type TextRun } from './elements.ts';
import { harmless } from './harmless.ts';

const AROUND = 150;
const AROUND_FACT = 300;
const MOST_NAME = 240;
const MOST_VALUE = 900;
const MOST_LINE = 1_200;
const MOST_LINES = 30;

/** Description, facts, lists, graph and reason: the last ones are left out where there is no room. */
export function detailsOf(saying: Saying, room: Room): readonly Element[] {
  const { description = '', facts, lists, graphUrl, reason = '' } = saying;
  const image = graphUrl !== undefined && room.takeWhole(graphUrl, { around: AROUND });
  return [
    ...linesOf(description, { room }),
    ...facts.flatMap((fact) => factOf(fact, room)),
    ...lists.flatMap((list) => listOf(list, room)),
    ...(image ? [{ type: 'Image', url: graphUrl, altText: 'Graph of the metric' } as const] : []),
    ...linesOf(reason, { room, isSubtle: true }),
  ];
}

function factOf({ name, value }: Saying['facts'][number], room: Room): readonly ColumnSet[] {
  const title = room.take(harmless(name), { most: MOST_NAME, around: AROUND_FACT });
  const text = title === '' ? '' : room.take(harmless(value), { most: MOST_VALUE });
  if (text === '') return [];
  return [
    {
      type: 'ColumnSet',
      spacing: 'None',
      columns: [
        { type: 'Column', width: '110px', items: [line([bold(title)])] },
        { type: 'Column', width: 'stretch', items: [line([text])] },
      ],
    },
  ];
}

function listOf({ heading, lines, isCode = false }: List, room: Room): readonly RichTextBlock[] {
  const title = room.take(harmless(heading), { most: MOST_NAME, around: AROUND });
  const shown = lines.flatMap((text) => linesOf(text, { room, isCode, bullet: isCode ? '' : '• ' }));
  return title === '' || shown.length === 0 ? [] : [line([bold(title)], 'Small'), ...shown];
}

interface LinesOptions {
  readonly room: Room;
  readonly isCode?: boolean;
  readonly isSubtle?: boolean;
  readonly bullet?: string;
}

/** A block for each line: a run shows no line feeds. */
function linesOf(
  text: string,
  { room, isCode = false, isSubtle = false, bullet = '' }: LinesOptions,
): readonly RichTextBlock[] {
  const lines = text.split('\n').filter((each) => each.trim() !== '');
  return lines.slice(0, MOST_LINES).flatMap((each, index) => {
    const shown = room.take(harmless(each), { most: MOST_LINE, around: AROUND });
    if (shown === '') return [];
    const run: TextRun = {
      type: 'TextRun',
      text: `${index === 0 ? bullet : ''}${shown}`,
      ...(isCode ? { fontType: 'Monospace' as const } : {}),
      ...(isSubtle ? { isSubtle: true as const } : {}),
    };
    return [line([run], index === 0 && !isCode && bullet === '' ? 'Small' : 'None')];
  });
}
