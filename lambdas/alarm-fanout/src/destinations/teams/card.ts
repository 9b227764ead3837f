import type { Saying } from '../../words/saying.ts';
import { chatMark } from '../chat-mark.ts';
import { Room } from '../room.ts';
import { detailsOf } from './details.ts';
import { bold, type Element, line, type OpenUrl, type TextRun } from './elements.ts';
import { ENVELOPE, inJson, MOST_ACTIONS, MOST_OF_REQUEST } from './limits.ts';
import { styleOf, teamsMessage, type TeamsMessage } from './message.ts';
import { harmless } from './harmless.ts';

const MOST_HEADLINE = 800;
const MOST_SUMMARY = 1_200;
const MOST_REMARK = 600;
const MOST_REMARKS = 4;
/** What an element takes besides its text. */
const AROUND = 150;

/**
 * A card: what and where in colour, what was measured, remarks; then description, facts, lists, the graph and CloudWatch's reason; links as
 * buttons. What is not there for want of room: the last of these first, but for links, which come right after the remarks.
 */
export function cardOf(saying: Saying): TeamsMessage {
  const room = new Room(MOST_OF_REQUEST - ENVELOPE, inJson);
  const headline = room.take(`${chatMark(saying).emoji} ${harmless(saying.headline)}`, {
    most: MOST_HEADLINE,
    // It is the fallback, too.
    around: AROUND + MOST_HEADLINE,
  });
  const title: TextRun = { ...bold(headline), size: 'Large' };
  const summary = room.take(harmless(saying.summary), { most: MOST_SUMMARY, around: AROUND });
  const remarks = saying.remarks.slice(0, MOST_REMARKS).flatMap((remark) => {
    const text = room.take(harmless(remark), { most: MOST_REMARK, around: AROUND });
    return text === '' ? [] : [line([{ type: 'TextRun', text, isSubtle: true }], 'Small')];
  });
  const actions = actionsOf(saying, room);
  const first: Element = {
    type: 'Container',
    style: styleOf(saying.mood),
    bleed: true,
    items: [line([title]), ...(summary === '' ? [] : [line([summary], 'Small')]), ...remarks],
  };
  return teamsMessage({ fallbackText: headline, body: [first, ...detailsOf(saying, room)], actions });
}

function actionsOf({ links, graphUrl }: Saying, room: Room): readonly OpenUrl[] {
  const all = [...links, ...(graphUrl === undefined ? [] : [{ name: 'Graph', url: graphUrl }])];
  return all
    .slice(0, MOST_ACTIONS)
    .filter(({ name, url }) => room.takeWhole(url, { around: name.length + AROUND }))
    .map(({ name, url }) => ({ type: 'Action.OpenUrl', title: name, url }));
}
