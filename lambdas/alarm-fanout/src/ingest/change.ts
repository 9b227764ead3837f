import type { Notice } from '@kmscrypt/lambda';
import type { Alarm } from '../alarm.ts';
import { type Candidate, candidateOf, candidateOfNotice } from '../match.ts';

/** What a change is of. */
export type What =
  | { readonly type: 'alarm'; readonly alarm: Alarm }
  | { readonly type: 'notice'; readonly notice: Notice; readonly accountName?: string | undefined };

/** One change that one message tells of; others may tell of the same. */
export interface Change {
  readonly messageId: string;
  /** Whether the message can come back. */
  readonly isQueued: boolean;
  /** Of the change, not of the message. */
  readonly key: string;
  readonly subject: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number;
  readonly what: What;
}

/** What routes and quiet times go by. */
export function candidateIn({ what }: Change): Candidate {
  return what.type === 'alarm' ? candidateOf(what.alarm) : candidateOfNotice(what.notice, what.accountName);
}

/** Whether it has nothing to do with what came before or after it: a notice that neither opens nor closes anything. */
export function standsAlone({ what }: Change): boolean {
  return what.type === 'notice' && what.notice.status === 'event';
}
