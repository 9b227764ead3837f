import type { AlarmContent, NoticeContent } from '../content.ts';
import { headline, titleOf } from './headline.ts';
import { say } from './say.ts';
import type { Saying } from './saying.ts';
import { moment, spanBetween } from './time.ts';

/** What was told first. */
export interface Beginning {
  /** ISO 8601. */
  readonly at: string;
  readonly summary: string;
}

/** Puts the end of an incident into words that take the place of those of its beginning: how long it was, and what it was. */
export function sayResolved(content: AlarmContent | NoticeContent, { at, summary }: Beginning): Saying {
  const saying = say(content);
  const isAlarm = content.type === 'alarm';
  const ended = isAlarm ? content.alarm.at : content.notice.at;
  const length = spanBetween(at, ended);
  const word = isAlarm ? 'RESOLVED' : 'ENDED';
  const state = length === undefined ? word : `${word} after ${length}`;
  const title = isAlarm ? titleOf(content.alarm) : content.notice.title;
  const place = isAlarm ? content.alarm : { ...content.notice, accountName: content.accountName };
  return {
    ...saying,
    headline: headline({ state, title, place }),
    facts: [
      { name: isAlarm ? 'In alarm' : 'Under way', value: `from ${moment(at)} to ${moment(ended)}` },
      { name: 'It was', value: summary },
      ...saying.facts,
    ],
  };
}
