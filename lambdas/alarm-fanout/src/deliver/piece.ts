import type { Message } from '@kmscrypt/lambda';
import type { Content } from '../content.ts';
import type { Delivery } from '../delivery.ts';

/** A delivery, and the message that it came in. */
export interface Piece {
  readonly message: Message;
  readonly delivery: Delivery;
}

/** Into which state a subject went, and when. */
export interface Change {
  /** ISO 8601. */
  readonly at: string;
  readonly state: string;
}

/**
 * The change that a delivery tells; digests and graphs tell none of their own. It was not later than it was handed over: what a
 * clock that is ahead says would make all that follows late.
 */
export function changeOf({ content, handedOverAt }: Delivery): Change | undefined {
  const change = toldBy(content);
  return change === undefined || Date.parse(change.at) <= Date.parse(handedOverAt)
    ? change
    : { ...change, at: handedOverAt };
}

function toldBy(content: Content): Change | undefined {
  switch (content.type) {
    case 'alarm':
      return { at: content.alarm.at, state: content.alarm.state };
    case 'notice':
      return { at: content.notice.at, state: content.notice.status };
    default:
      return undefined;
  }
}

/** Whether the subject is as it should be again, so that its thread ends. */
export function isEnd({ state }: Change): boolean {
  return state === 'OK' || state === 'end';
}
