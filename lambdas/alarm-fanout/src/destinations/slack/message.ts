import { cut } from '../../words/cut.ts';
import type { Saying } from '../../words/saying.ts';
import { chatMark } from '../chat-mark.ts';
import { Room } from '../room.ts';
import {
  type Block,
  plainText,
  type RichTextElement,
  type Run,
  run,
  section,
  type SectionBlock,
} from './blocks.ts';
import { type Details, detailsOf } from './details.ts';
import { escape, inSlack } from './escape.ts';
import { MOST_HEADER, MOST_OF_MESSAGE, MOST_URL } from './limits.ts';

/** A message, without where it goes. Source: Slack developer documentation, "Reference: Message payloads". */
export interface SlackMessage {
  /** What a telephone shows, and who cannot see blocks. */
  readonly text: string;
  readonly mrkdwn: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly Block[];
  /** What Slack calls secondary, with a bar in the colour of how it stands; blocks have no colour. */
  readonly attachments: readonly { readonly color: string; readonly blocks: readonly SectionBlock[] }[];
}

const MOST_SUMMARY = 600;
const MOST_REMARK = 300;
const MOST_REMARKS = 4;
const MOST_REASON = 1_500;
const NO_DETAILS: Details = { description: [], facts: [], lists: [] };

/**
 * A message: what and where as its header, what was measured, remarks, description, facts, links, lists; beside a coloured bar
 * CloudWatch's reason. Blocks stand apart, elements of a block do not. Links are text: a button would call the app, and show a warning
 * sign where the app does not answer (slackapi/node-slack-sdk issue 869).
 *
 * @param options.isShort whether details and reason are left out
 */
export function messageOf(
  saying: Saying,
  { isShort = false }: { readonly isShort?: boolean } = {},
): SlackMessage {
  const room = new Room(MOST_OF_MESSAGE, inSlack);
  const { emoji, colour } = chatMark(saying);
  const header = room.take(`${emoji} ${saying.headline}`, { most: MOST_HEADER });
  const summary = room.take(saying.summary, { most: MOST_SUMMARY });
  const remarks = saying.remarks
    .slice(0, MOST_REMARKS)
    .map((remark) => room.take(remark, { most: MOST_REMARK }))
    .filter((remark) => remark !== '');
  // Links have their room before all that is longer.
  const links = linksOf(saying, room);
  const { description, facts, lists } = isShort ? NO_DETAILS : detailsOf(saying, room);
  const reason = isShort ? '' : room.take(saying.reason ?? '', { most: MOST_REASON });
  const secondary: SectionBlock = { type: 'section', text: plainText(reason) };
  return {
    ...envelope([saying.headline, saying.summary].join('\n')),
    blocks: [
      { type: 'header', text: plainText(header) },
      ...(summary === '' ? [] : [{ type: 'section', text: plainText(summary) } as const]),
      ...(remarks.length === 0 ? [] : [{ type: 'context', elements: remarks.map(plainText) } as const]),
      ...[description, facts, links, ...lists]
        .filter(({ length }) => length > 0)
        .map((elements) => ({ type: 'rich_text', elements }) as const),
    ],
    attachments: reason === '' ? [] : [{ color: colour, blocks: [secondary] }],
  };
}

/** What every message has. */
export function envelope(text: string): Omit<SlackMessage, 'blocks' | 'attachments'> {
  return {
    text: escape(cut(text, 1_000, inSlack)),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** On one line: `Runbook | Alarm | Graph`. */
function linksOf({ links, graphUrl }: Saying, room: Room): readonly RichTextElement[] {
  const all = [...links, ...(graphUrl === undefined ? [] : [{ name: 'Graph', url: graphUrl }])];
  const runs = all
    .filter(({ url, name }) => url.length <= MOST_URL && room.takeWhole(`${name}${url}`))
    .flatMap(({ name, url }, index): Run[] => {
      const link = { type: 'link', url, text: name, style: { bold: true } } as const;
      return index === 0 ? [link] : [run('  |  '), link];
    });
  return runs.length === 0 ? [] : [section(runs)];
}
