import type { AlarmContent, NoticeContent } from '../content.ts';
import { sayAlarm } from './say-alarm.ts';
import { sayNotice } from './say-notice.ts';
import type { Saying } from './saying.ts';

/**
 * Puts an alarm or a notice into words. All texts are well-formed Unicode without control characters; only `description`, `reason` and
 * lines of lists may have line feeds.
 */
export function say(content: AlarmContent | NoticeContent): Saying {
  return content.type === 'alarm' ? sayAlarm(content) : sayNotice(content);
}
