import type { DigestContent, DigestEntry } from '../../content.ts';
import { cut } from '../../words/cut.ts';
import { digestHeadline, digestMood } from '../../words/digest-headline.ts';
import { clockTime } from '../../words/time.ts';
import { digestLine, digestMark, entryMark, nameOf } from '../digest-line.ts';
import { lengthOf, packed } from '../packed.ts';
import { bold, line, type RichTextBlock, type TextRun } from './elements.ts';
import { harmless } from './harmless.ts';
import { ENVELOPE, inJson, MOST_OF_REQUEST } from './limits.ts';
import { styleOf, teamsMessage, type TeamsMessage } from './message.ts';

const MOST_TITLE = 500;
const MOST_HEADLINE = 500;
/** What a block with one text takes besides it. */
const PLAIN = { measure: inJson, around: 65 };

/**
 * A digest: with links and summaries where there is room, else without, a line for each; in as many messages as that takes, which is one for
 * about a hundred entries.
 */
export function digestCards({ entries }: DigestContent): readonly TeamsMessage[] {
  const most = MOST_OF_REQUEST - ENVELOPE - 2 * MOST_HEADLINE;
  const rich = entries.flatMap(richLines);
  const isShort = Buffer.byteLength(JSON.stringify(rich)) <= most;
  const bodies = isShort ? [rich] : plainBodies(entries, most);
  const headline = `${digestMark(entries).emoji} ${harmless(digestHeadline(entries))}`;
  return bodies.map((lines, index) => {
    const more = bodies.length === 1 ? '' : ` (${index + 1} of ${bodies.length})`;
    const title = `${cut(headline, MOST_HEADLINE - more.length, inJson)}${more}`;
    const style = styleOf(digestMood(entries));
    const first = { type: 'Container', style, bleed: true, items: [line([large(title)])] } as const;
    return teamsMessage({ fallbackText: title, body: [first, ...lines], actions: [] });
  });
}

function large(text: string): TextRun {
  return { ...bold(text), size: 'Large' };
}

function richLines(entry: DigestEntry): readonly RichTextBlock[] {
  const { state, place, at, summary, link: url } = entry;
  const text = cut(harmless(nameOf(entry)), MOST_TITLE, inJson);
  const name: TextRun = {
    ...bold(text),
    ...(url === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url } as const }),
  };
  const first = line(
    [bold(`${entryMark(entry)} ${harmless(state)} `), name, ` (${harmless(place)}, ${clockTime(at)})`],
    'Small',
  );
  const second: TextRun = { type: 'TextRun', text: harmless(summary), isSubtle: true };
  return summary === '' ? [first] : [first, line([second])];
}

/** Elements of each message. */
function plainBodies(entries: readonly DigestEntry[], most: number): readonly (readonly RichTextBlock[])[] {
  const short = entries.map((entry) => harmless(digestLine(entry, inJson)));
  const long = entries.map(({ summary }, index) => `${short[index]}: ${harmless(summary)}`);
  const lines = lengthOf(long, PLAIN) <= most ? long : short;
  return packed(lines, { ...PLAIN, most }).map((own) => own.map((text) => line([text])));
}
