import type { Evidence } from './evidence.ts';
import { plan } from './plan.ts';
import type { Plan } from './plan-types.ts';
import type { Stored } from './ports.ts';
import { publish, type Published } from './publish.ts';
import { read } from './read.ts';
import { configInForce } from './rules.ts';
import type { RunInput } from './run.ts';
import { emptyState, type State, type Todo } from './state.ts';
import { readRecordOf, todosAfter, withBreath } from './todo.ts';
import { LEASE, type Work, workable } from './work.ts';

/** What was read, planned and done before the next look at what is due. */
export interface Round {
  readonly evidence: readonly Evidence[];
  readonly plan: Plan;
  /** Undefined where the time was over. */
  readonly published?: Published | undefined;
  /** What is left. */
  readonly work: Work;
}

/** How long is read before what has been read counts; in milliseconds. */
const READING = 45_000;
const MOST_CONFLICTS = 10;

interface RoundParts {
  readonly work: Work;
  /** What messages say. */
  readonly told: readonly Evidence[];
  /** Whether a read failed in a round before this. */
  readonly hasFailed: boolean;
  /** Whether what is left of a whole read waits for a later round. Default false. */
  readonly isWholeLater?: boolean | undefined;
}

/** Reads what is due, plans, writes down, and tells the hosts. */
export async function oneRound(
  input: RunInput,
  { work, told, hasFailed, isWholeLater = false }: RoundParts,
): Promise<Round> {
  const { config, signal, now } = input;
  const at = now();
  const given = workable(isWholeLater ? { ...work, isOurs: false } : work);
  const { evidence: found, todo: left } = await read({
    ...input,
    config: configInForce(config, work.state),
    todo: given,
    state: work.state,
    until: at + READING,
  });
  const evidence = [...told, ...found];
  const decided = await decide(input, { work, evidence, hasFailed, given, left, at });
  if (signal.aborted) return { evidence, ...decided };
  const published = await publish({ ...input, plan: decided.plan });
  const state = withPublished(decided.work.state, published);
  return { evidence, plan: decided.plan, published, work: { ...decided.work, state } };
}

interface Decision {
  readonly work: Work;
  readonly evidence: readonly Evidence[];
  readonly hasFailed: boolean;
  readonly given: readonly Todo[];
  readonly left: readonly Todo[];
  readonly at: number;
}

/** Plans, and writes the state over the one that the plan is made of; where another run has written meanwhile, plans anew. */
async function decide(
  { config, store, signal, answerBy, now }: RunInput,
  { work, evidence, hasFailed, given, left, at }: Decision,
): Promise<Pick<Round, 'plan' | 'work'>> {
  let { state, stored } = work;
  for (let attempt = 1; attempt <= MOST_CONFLICTS; attempt += 1) {
    const todo = todosAfter(state.todo, { given, left, at });
    const record = readRecordOf(state.read, todo);
    const made = plan({
      config,
      state,
      evidence,
      hasFailed,
      todo,
      read: work.isOurs ? { ...record, leased: now() + LEASE } : record,
      now: now(),
    });
    const planned: Plan = {
      ...made,
      state: { ...made.state, todo: withBreath(made.state.todo, { given, left, at }) },
    };
    // Each write is a version that the bucket keeps.
    if (stored !== undefined && isSame(planned.state, stored.state))
      return { plan: planned, work: { ...work, stored, state: stored.state } };
    const ends = signal.aborted ? answerBy : signal;
    const written: Stored | undefined = await store.save(planned.state, stored, ends);
    if (written !== undefined)
      return { plan: planned, work: { ...work, stored: written, state: planned.state } };
    stored = await store.load(ends);
    state = stored?.state ?? emptyState(config.uids.from);
  }
  throw new Error(`the state was written by others ${MOST_CONFLICTS} times before it could be`);
}

/** Whether a read failed that may show something when it is tried again; a group that is not there is of its own round alone. */
export function hasFailedRead({ evidence }: Pick<Round, 'evidence'>): boolean {
  return evidence.some((each) => each.kind === 'failed' && each.isMissing !== true);
}

function isSame(one: State, other: State): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function withPublished(state: State, { put, told, superseded }: Published): State {
  if (put.size + told.size + superseded.size === 0) return state;
  const manifests = Object.entries(state.manifests).map(([hostGroup, record]) => [
    hostGroup,
    {
      ...record,
      put: put.get(hostGroup) ?? record.put,
      told: told.get(hostGroup) ?? record.told,
      // A state that was restored from before it goes on behind it: hosts do not go back.
      ...(superseded.has(hostGroup) ? { version: superseded.get(hostGroup), content: '' } : {}),
    },
  ]);
  return { ...state, manifests: Object.fromEntries(manifests) };
}
