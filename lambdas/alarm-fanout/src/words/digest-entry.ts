import type { AlarmContent, DigestEntry, NoticeContent } from '../content.ts';
import { say } from './say.ts';

/** One line of a digest. */
export function digestEntryOf(content: AlarmContent | NoticeContent, key: string): DigestEntry {
  const { severity, summary } = say(content);
  const { name, state, at, region, account } =
    content.type === 'alarm'
      ? content.alarm
      : { ...content.notice, name: content.notice.title, state: content.notice.status };
  return { key, title: name, state, severity, place: `${account} ${region}`, at, summary };
}
