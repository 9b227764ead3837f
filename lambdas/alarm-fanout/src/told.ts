import type { Alarm, Contributor } from './alarm.ts';
import type { Notice } from '@kmscrypt/lambda';

/** An alarm as its event has it: what the config and AWS add is not there yet. */
export type AlarmEvent = Omit<Alarm, 'severity' | 'links' | 'accountName'>;

/** What a message tells. */
export type Told =
  | {
      readonly kind: 'alarm';
      readonly alarm: AlarmEvent;
      /** Whether its event has no time: `at` is when it was read. */
      readonly isUndated: boolean;
    }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** Of CloudWatch, and no change of a state: `CloudWatch Alarm Configuration Change`. */
  | { readonly kind: 'ignored'; readonly what: string }
  /** Nothing that can be used; the reason names keys, never what they hold. */
  | { readonly kind: 'foreign'; readonly reason: string };

/** What a change is of. */
export function subjectOf({
  arn,
  contributor,
}: {
  readonly arn: string;
  readonly contributor?: Contributor | undefined;
}): string {
  return contributor === undefined ? arn : `${arn}#${contributor.id}`;
}

/** What a notice is of. */
export function subjectOfNotice({ source, key }: Notice): string {
  return `${source}/${key}`;
}
