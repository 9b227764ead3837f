import { part, textOf } from './json.ts';
import { timeOf } from './time.ts';

const BEFORE_NAME = ':alarm-mute-rule:';

/**
 * The name of the mute rule that an event tells of. A change is told by EventBridge while the alarm is muted, too.
 *
 * @param detail `{ mutedByArn, muteWindowStart, muteWindowEnd }`
 */
export function mutedBy(detail: unknown): readonly string[] {
  const arn = textOf(part(detail, 'mutedByArn'));
  return arn === undefined ? [] : [muteRuleName(arn)];
}

/** When the mute ends. */
export function mutedUntil(detail: unknown): string | undefined {
  return timeOf(part(detail, 'muteWindowEnd'));
}

/** The name in a mute rule's ARN; what is no such ARN is taken as the name. */
export function muteRuleName(arn: string): string {
  const before = arn.indexOf(BEFORE_NAME);
  return before === -1 ? arn : arn.slice(before + BEFORE_NAME.length);
}
