import type { Message, Outcome } from '@kmscrypt/lambda';

/** What the messages of an invocation ask for. */
export interface TakenIn {
  /** However many ticks there are among them, they are one. */
  readonly isTick: boolean;
  /** Of every message. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

const TICK = 'kmscrypt.auto-update.tick';

/**
 * Understands ticks: the schedule's, and those that people ask for. A tick counts however old it is: it only says that the fleets are to be
 * looked at now, and a Lambda whose own clock is wrong could not tell.
 */
export function takeIn(messages: readonly Message[]): TakenIn {
  const read = messages.map(({ id, payload, problem }) => ({ id, problem: problem ?? problemOf(payload) }));
  return {
    isTick: read.some(({ problem }) => problem === undefined),
    outcomes: new Map(read.map(({ id, problem }) => [id, outcomeOf(problem)])),
  };
}

function outcomeOf(problem: string | undefined): Outcome {
  return problem === undefined
    ? { status: 'done' }
    : { status: 'failed', reason: `not understood: ${problem}` };
}

/** Why it is no tick. Nothing of what it says is told. */
function problemOf(payload: unknown): string | undefined {
  if (Array.isArray(payload)) return 'it is a list';
  if (typeof payload !== 'object' || payload === null) return 'it is not an object';
  if ('kind' in payload) return payload.kind === TICK ? undefined : `its kind is not ${TICK}`;
  // Amazon EventBridge user guide, "Events from the EventBridge Scheduler", and of scheduled rules.
  if ('detail-type' in payload)
    return payload['detail-type'] === 'Scheduled Event' ? undefined : 'it is an event of something else';
  return `it has no kind; a tick is {"kind":"${TICK}"}`;
}
