import type { Logger } from '@kmscrypt/lambda';
import type { Evidence } from '../evidence.ts';
import { plan } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import { read } from '../read.ts';
import { configInForce } from '../rules.ts';
import type { Setup } from '../run.ts';
import type { State, Todo } from '../state.ts';
import { nextDue, readRecordOf, todosAfter } from '../todo.ts';

export interface LookInput extends Setup {
  /** As in the bucket, with what is to be read added. */
  readonly state: State;
  /** Of the state's todos those that are read now. */
  readonly asked: readonly Todo[];
  /** What an event says. */
  readonly told: readonly Evidence[];
  readonly signal: AbortSignal;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
  /** Is told from time to time how much there is still to be read. */
  readonly onProgress: (left: number) => void;
}

/** How often the progress is told; in milliseconds. */
const BREATH = 5_000;

/** Reads as the Lambda would, and writes nothing down. @returns what a plan of it is made of. */
export async function look(input: LookInput): Promise<PlanInput> {
  const { config, state, told, now } = input;
  const evidence: Evidence[] = [...told];
  let { asked: given } = input;
  let interim = state;
  let fresh: readonly Evidence[] = told;
  let todo = state.todo;
  while ((nextDue(given) ?? Number.POSITIVE_INFINITY) <= now()) {
    const at = now();
    const { evidence: found, todo: left } = await read({
      ...input,
      // Also of groups that the rounds between are done with.
      config: configInForce(config, state),
      todo: given,
      state: interim,
      until: at + BREATH,
    });
    evidence.push(...found);
    todo = todosAfter(todo, { given, left, at });
    given = left;
    // Whose keys have to be read is known once the members are.
    interim = plan(inputOf([...fresh, ...found], interim)).state;
    fresh = [];
    input.onProgress(given.filter(({ due }) => due <= now()).length);
  }
  // One plan of all of it: what the rounds between have decided was for reading only.
  return inputOf(evidence, state);

  function inputOf(seen: readonly Evidence[], from: State): PlanInput {
    return { config, state: from, evidence: seen, todo, read: readRecordOf(state.read, todo), now: now() };
  }
}
