import type { Alarm } from '../alarm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Where CloudWatch cannot be asked whether a composite alarm's actions are still suppressed. */
const UNASKED = HOUR;

/**
 * When to ask again whether a change may be told, in milliseconds since the epoch; undefined where it may.
 *
 * Only what comes by EventBridge can be muted or suppressed: CloudWatch withholds the rest itself. It is looked at again every 5 minutes,
 * after two hours every 30, as a queue counts how often a message has come. What the event says of a mute holds until the mute's end; what
 * it says of suppression, for an hour where CloudWatch does not answer.
 *
 * @param seen when the change first came
 */
export function mutedUntil(
  alarm: Alarm,
  { now, seen }: { readonly now: number; readonly seen: number },
): number | undefined {
  if (alarm.via !== 'event-bridge') return undefined;
  const muteEnds = alarm.mutedUntil === undefined ? Infinity : Date.parse(alarm.mutedUntil);
  const suppressionEnds = alarm.actionsEnabled === undefined ? seen + UNASKED : Infinity;
  const ends = Math.max(
    alarm.mutedBy.length > 0 ? muteEnds : -Infinity,
    alarm.composite?.suppression === undefined ? -Infinity : suppressionEnds,
  );
  if (ends <= now) return undefined;
  return Math.min(ends, now + (now - seen < 2 * HOUR ? 5 : 30) * MINUTE);
}
