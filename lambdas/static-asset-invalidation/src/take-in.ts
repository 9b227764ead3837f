import type { Logger, Message, Outcome } from '@kmscrypt/lambda';
import type { ToldChange } from './change.ts';
import { parseMessage } from './event.ts';

/** What messages tell. */
export interface TakenIn {
  readonly changes: readonly ToldChange[];
  /** Of messages that tell of no change. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** How many messages are not S3's. */
  readonly foreign: number;
  /** How many events change nothing that is served. */
  readonly ignored: number;
}

/** Reads messages; what cannot be read fails for itself. */
export function takeIn(messages: readonly Message[], logger: Logger): TakenIn {
  const changes: ToldChange[] = [];
  const outcomes = new Map<string, Outcome>();
  let foreign = 0;
  let ignored = 0;
  for (const { id, payload, problem } of messages) {
    const told =
      problem === undefined ? parseMessage(payload) : ({ kind: 'foreign', reason: problem } as const);
    if (told.kind === 'foreign') {
      foreign += 1;
      outcomes.set(id, { status: 'failed', reason: `not a message of S3: ${told.reason}` });
      continue;
    }
    // A message without changes is done; one with changes gets its outcome from them.
    outcomes.set(id, { status: 'done' });
    if (told.kind === 'test') logger.info('S3 tested the notification', { messageId: id });
    else {
      ignored += told.ignored.length;
      changes.push(...told.changes.map((change) => ({ ...change, messageId: id })));
    }
  }
  return { changes, outcomes, foreign, ignored };
}
