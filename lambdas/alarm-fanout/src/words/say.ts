import type { AlarmContent, NoticeContent } from '../content.ts';
import type { Saying } from './saying.ts';

/** Puts an alarm or a notice into words. */
export function say(content: AlarmContent | NoticeContent): Saying {
  const { headline, severity } =
    content.type === 'alarm'
      ? { headline: `${content.alarm.state}: ${content.alarm.name}`, severity: content.alarm.severity }
      : { headline: content.notice.title, severity: content.notice.severity };
  return {
    headline,
    mood: 'neutral',
    severity,
    summary: headline,
    facts: [],
    lists: [],
    remarks: [],
    links: [],
  };
}
