import type { Saying } from '../../words/saying.ts';
import type { Room } from '../room.ts';
import { bold, type RichTextElement, type Run, run, section } from './blocks.ts';
import { MOST_TEXT } from './limits.ts';

const MOST_FACT = 200;
const MOST_LIST = 2_500;
const MOST_DESCRIPTION = 1_000;

/** What is said besides, in blocks of their own; each is empty where there is nothing to say, or no room. */
export interface Details {
  readonly description: readonly RichTextElement[];
  readonly facts: readonly RichTextElement[];
  readonly lists: readonly (readonly RichTextElement[])[];
}

/** The most important first: the last lose where there is no room. */
export function detailsOf(saying: Saying, room: Room): Details {
  const description = room.take(saying.description ?? '', { most: MOST_DESCRIPTION });
  const facts = saying.facts.flatMap(({ name, value }) => {
    const title = room.take(name, { most: MOST_FACT });
    const text = title === '' ? '' : room.take(value, { most: MOST_FACT });
    return text === '' ? [] : [{ title, text }];
  });
  return {
    description: description === '' ? [] : [section([run(description)])],
    facts: facts.length === 0 ? [] : [section(facts.flatMap(factRuns))],
    lists: saying.lists.map((list) => listOf(list, room)),
  };
}

/** Each on a line of its own. */
function factRuns(
  { title, text }: { readonly title: string; readonly text: string },
  index: number,
): readonly Run[] {
  return [bold(`${index === 0 ? '' : '\n'}${title}: `), run(text)];
}

function listOf(
  { heading, lines, isCode = false }: Saying['lists'][number],
  room: Room,
): readonly RichTextElement[] {
  const title = room.take(heading, { most: MOST_FACT });
  let left = MOST_LIST;
  const shown = lines.flatMap((line) => {
    const text = room.take(line, { most: Math.min(MOST_TEXT, left) });
    left = Math.max(0, left - text.length);
    return text === '' ? [] : [text];
  });
  if (title === '' || shown.length === 0) return [];
  return [
    section([bold(title)]),
    isCode
      ? { type: 'rich_text_preformatted', elements: [run(shown.join('\n'))] }
      : { type: 'rich_text_list', style: 'bullet', elements: shown.map((line) => section([run(line)])) },
  ];
}
