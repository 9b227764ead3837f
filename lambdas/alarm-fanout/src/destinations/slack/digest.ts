import type { DigestContent, DigestEntry } from '../../content.ts';
import { cut } from '../../words/cut.ts';
import { digestHeadline } from '../../words/digest-headline.ts';
import { clockTime } from '../../words/time.ts';
import { digestLine, digestMark, entryMark, nameOf } from '../digest-line.ts';
import { lengthOf, packed } from '../packed.ts';
import { type Block, bold, plainText, type RichTextSection, run, section } from './blocks.ts';
import { inSlack } from './escape.ts';
import { MOST_HEADER, MOST_OF_MESSAGE, MOST_OF_PLAIN_MESSAGE, MOST_TEXT, MOST_URL } from './limits.ts';
import { envelope, type SlackMessage } from './message.ts';

const MOST_TITLE = 150;
/** What an entry of a rich list takes besides its texts. */
const CONTAINER = 40;
/** The line feed after a line. */
const PLAIN = { measure: inSlack, around: 1 };

/**
 * A digest: with links and summaries where there is room, else without links, else a line for each; in as many messages as that takes,
 * which is one for a hundred entries.
 */
export function digestMessages({ entries }: DigestContent): readonly SlackMessage[] {
  const rich = entries.map(richLine);
  const length = rich.reduce((sum, line) => sum + CONTAINER + sizeOf(line), MOST_HEADER);
  const bodies = length <= MOST_OF_MESSAGE ? [[richBlock(rich)]] : plainBodies(entries);
  const headline = digestHeadline(entries);
  const { emoji } = digestMark(entries);
  return bodies.map((blocks, index) => {
    const more = bodies.length === 1 ? '' : ` (${index + 1} of ${bodies.length})`;
    const header = `${cut(`${emoji} ${headline}`, MOST_HEADER - more.length, inSlack)}${more}`;
    return {
      ...envelope(`${headline}${more}`),
      blocks: [{ type: 'header', text: plainText(header) }, ...blocks],
      attachments: [],
    };
  });
}

function richLine(entry: DigestEntry): RichTextSection {
  const { state, place, at, summary, link } = entry;
  const name = cut(nameOf(entry), MOST_TITLE);
  return section([
    bold(`${entryMark(entry)} ${state} `),
    link !== undefined && link.length <= MOST_URL ? { type: 'link', url: link, text: name } : run(name),
    run(` (${place}, ${clockTime(at)})${summary === '' ? '' : `\n${summary}`}`),
  ]);
}

function sizeOf({ elements }: RichTextSection): number {
  return elements.reduce(
    (sum, each) => sum + inSlack(each.text) + (each.type === 'link' ? each.url.length : 0),
    0,
  );
}

function richBlock(lines: readonly RichTextSection[]): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }] };
}

/** Blocks of each message. */
function plainBodies(entries: readonly DigestEntry[]): readonly (readonly Block[])[] {
  const short = entries.map((entry) => digestLine(entry, inSlack));
  const long = entries.map(({ summary }, index) => `${short[index]}\n    ${summary}`);
  const most = MOST_OF_PLAIN_MESSAGE - MOST_HEADER;
  const lines = lengthOf(long, PLAIN) <= most ? long : short;
  return packed(lines, { ...PLAIN, most }).map((own) =>
    packed(own, { ...PLAIN, most: MOST_TEXT }).map((texts) => ({
      type: 'section',
      text: plainText(texts.join('\n')),
    })),
  );
}
