import type { AlarmContent, DigestEntry, NoticeContent } from '../content.ts';
import { cut } from './cut.ts';
import { placeOf, titleOf } from './headline.ts';
import { oneLine } from './plain.ts';
import { say } from './say.ts';

const MOST_TITLE = 300;
const MOST_PLACE = 80;
const MOST_STATE = 40;
const MOST_SUMMARY = 150;

/** One line of a digest. */
export function digestEntryOf(content: AlarmContent | NoticeContent, key: string): DigestEntry {
  const { severity, summary } = say(content);
  const same = { key, severity, summary: cut(summary, MOST_SUMMARY) };
  if (content.type === 'alarm') {
    const { alarm } = content;
    return {
      ...same,
      title: cut(titleOf(alarm), MOST_TITLE),
      state: cut(oneLine(alarm.state), MOST_STATE),
      place: cut(placeOf(alarm), MOST_PLACE),
      at: alarm.at,
      link: alarm.links.console,
    };
  }
  const { notice, accountName } = content;
  return {
    ...same,
    title: cut(oneLine(notice.title), MOST_TITLE),
    state: notice.status,
    place: cut(placeOf({ ...notice, accountName }), MOST_PLACE),
    at: notice.at,
    link: notice.link,
  };
}
