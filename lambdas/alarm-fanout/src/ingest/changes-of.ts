import type { Alarm } from '../alarm.ts';
import type { FanoutConfig } from '../config.ts';
import { keyOf, keyOfNotice } from '../keys.ts';
import type { TakenIn } from '../take-in.ts';
import { subjectOf, subjectOfNotice } from '../told.ts';
import type { Change } from './change.ts';

/** The changes that messages tell of. @param alarms those that were told, enriched, in their order */
export function changesOf(
  told: Pick<TakenIn, 'alarms' | 'notices'>,
  { alarms, config }: { readonly alarms: readonly Alarm[]; readonly config: Pick<FanoutConfig, 'accounts'> },
): readonly Change[] {
  const ofAlarms = told.alarms.flatMap(({ message, isUndated = false }, index): readonly Change[] => {
    const alarm = alarms[index];
    if (alarm === undefined) return [];
    const subject = subjectOf(alarm);
    return [
      {
        messageId: message.id,
        isQueued: message.queued !== undefined,
        // A message is the same whenever it comes; when it is read is not.
        key: keyOf(subject, alarm.state, isUndated ? message.id : alarm.at),
        subject,
        at: Date.parse(alarm.at),
        what: { type: 'alarm', alarm },
      },
    ];
  });
  const ofNotices = told.notices.map(({ message, notice }): Change => {
    const subject = subjectOfNotice(notice);
    return {
      messageId: message.id,
      isQueued: message.queued !== undefined,
      key: keyOfNotice(notice),
      subject,
      at: Date.parse(notice.at),
      what: { type: 'notice', notice, accountName: config.accounts[notice.account]?.name },
    };
  });
  return [...ofAlarms, ...ofNotices];
}
