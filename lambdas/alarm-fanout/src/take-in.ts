import type { Message, Notice, Outcome } from '@kmscrypt/lambda';
import { parseMessage } from './event.ts';
import type { AlarmEvent } from './told.ts';

/** What messages tell of. */
export interface TakenIn {
  readonly alarms: readonly { readonly message: Message; readonly alarm: AlarmEvent }[];
  readonly notices: readonly { readonly message: Message; readonly notice: Notice }[];
  /** Of messages that tell of no change. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** How many messages cannot be used. */
  readonly foreign: number;
  /** How many messages are CloudWatch's, and tell of no change. */
  readonly ignored: number;
}

/**
 * Reads messages; one that cannot be used fails for itself, until its queue has had enough of it.
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
  const foreign = told.flatMap(({ message: { id }, read }) =>
    read.kind === 'foreign' ? [[id, { status: 'failed', reason: foreignText(read.reason) }] as const] : [],
  );
  const ignored = told.flatMap(({ message: { id }, read }) =>
    read.kind === 'ignored' ? [[id, { status: 'done' }] as const] : [],
  );
  return {
    alarms: told.flatMap(({ message, read }) =>
      read.kind === 'alarm' ? [{ message, alarm: read.alarm }] : [],
    ),
    notices: told.flatMap(({ message, read }) =>
      read.kind === 'notice' ? [{ message, notice: read.notice }] : [],
    ),
    outcomes: new Map<string, Outcome>([...foreign, ...ignored]),
    foreign: foreign.length,
    ignored: ignored.length,
  };
}

function foreignText(reason: string): string {
  return `neither an alarm nor a notice: ${reason}`;
}
