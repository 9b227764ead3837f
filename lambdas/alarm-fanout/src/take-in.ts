import type { Message, Notice } from '@kmscrypt/lambda';
import { parseMessage } from './event.ts';
import type { AlarmEvent } from './told.ts';

/** An alarm, and the message that tells of it. */
export interface ToldAlarm {
  readonly message: Message;
  readonly alarm: AlarmEvent;
  /** Whether its event has no time: `at` is when it was read. Default false. */
  readonly isUndated?: boolean | undefined;
}

/** What messages tell of. */
export interface TakenIn {
  readonly alarms: readonly ToldAlarm[];
  readonly notices: readonly { readonly message: Message; readonly notice: Notice }[];
  /** Messages that cannot be used. */
  readonly foreign: readonly { readonly message: Message; readonly reason: string }[];
  /** Messages that are CloudWatch's, and tell of no change; by id. */
  readonly ignored: readonly string[];
}

/**
 * Reads messages.
 *
 * @param place where the function runs
 */
export function takeIn(
  messages: readonly Message[],
  place: { readonly account: string; readonly region: string; readonly now: Date },
): TakenIn {
  const told = messages.map((message) => {
    const { payload, problem } = message;
    const read =
      problem === undefined ? parseMessage(payload, place) : ({ kind: 'foreign', reason: problem } as const);
    return { message, read };
  });
  return {
    alarms: told.flatMap(({ message, read }) =>
      read.kind === 'alarm' ? [{ message, alarm: read.alarm, isUndated: read.isUndated }] : [],
    ),
    notices: told.flatMap(({ message, read }) =>
      read.kind === 'notice' ? [{ message, notice: read.notice }] : [],
    ),
    foreign: told.flatMap(({ message, read }) =>
      read.kind === 'foreign' ? [{ message, reason: `neither an alarm nor a notice: ${read.reason}` }] : [],
    ),
    ignored: told.flatMap(({ message: { id }, read }) => (read.kind === 'ignored' ? [id] : [])),
  };
}
