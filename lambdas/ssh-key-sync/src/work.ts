import type { HostsSeen } from './hosts.ts';
import type { Asked } from './intake.ts';
import { withWanted } from './plan-todo.ts';
import type { Stored } from './ports.ts';
import { configInForce } from './rules.ts';
import type { RunInput } from './run.ts';
import { emptyState, type State, type Todo } from './state.ts';
import { addTodos, isLeased } from './todo.ts';
import { unreadTodos, wholeReadTodos } from './whole-read.ts';
import { ownOf } from './own-of.ts';

/** What a run has before it. */
export interface Work {
  /** What is in the bucket; undefined before the first time. */
  readonly stored: Stored | undefined;
  /** The same, or with what is still to be written. */
  readonly state: State;
  /** Whether what is left of a whole read is for this run. */
  readonly isOurs: boolean;
  /** Whether the run has begun a whole read. Default false. */
  readonly hasBegun?: boolean | undefined;
}

/** How long a run has a whole read for itself after its last sign of life; in milliseconds. */
export const LEASE = 120_000;
/** How often something is written anew because another run has written meanwhile. */
const MOST_CONFLICTS = 10;

/** Begins a whole read where one is due, and takes what is left of it for this run unless another one has it. */
export async function beginWork(
  { config, store, signal, now }: RunInput,
  {
    stored,
    state,
    asked,
  }: { readonly stored: Stored | undefined; readonly state: State; readonly asked: Asked },
): Promise<Work> {
  const at = now();
  const isUnderWay = state.todo.some(({ isWhole }) => isWhole);
  const isAsked = asked.wholeReads.size > 0;
  const isDue = isAsked || at - state.read.started >= config.readEvery * 60_000;
  // What is asked for begins anew what nobody is at: parts of that may have been read before.
  const begins = isDue && (!isUnderWay || (isAsked && !isLeased(state, at)));
  const inForce = configInForce(config, state);
  const due = begins ? [...asked.todo, ...wholeReadTodos(inForce, at)] : asked.todo;
  const next: State = {
    ...state,
    todo: withWanted(addTodos(state.todo, due), unreadTodos(inForce, state, at)),
    read: begins ? { ...state.read, started: at } : state.read,
  };
  if ((!begins && !isUnderWay) || isLeased(state, at)) return { stored, state: next, isOurs: false };
  const leased: State = { ...next, read: { ...next.read, leased: at + LEASE } };
  const written = await store.save(leased, stored, signal);
  if (written !== undefined) return { stored: written, state: leased, isOurs: true, hasBegun: begins };
  // Another run has written a moment ago; it, or a later one, reads the whole.
  const todo = addTodos(state.todo, asked.todo);
  return { stored, state: { ...state, todo }, isOurs: false };
}

/** What this run may read. */
export function workable({ state, isOurs }: Work): readonly Todo[] {
  return isOurs ? state.todo : state.todo.filter(({ isWhole }) => !isWhole);
}

/** Writes the last of a run: what was put and told, what hosts have reported, and that the whole read is nobody's. */
export async function writeOver(
  { store, config, answerBy }: RunInput,
  { work, hosts }: { readonly work: Work; readonly hosts: HostsSeen | undefined },
): Promise<State> {
  let { stored } = work;
  let next = closed(work.state, work, hosts);
  if (next === stored?.state) return next;
  for (let attempt = 1; attempt <= MOST_CONFLICTS; attempt += 1) {
    const written = await store.save(next, stored, answerBy);
    if (written !== undefined) return next;
    stored = await store.load(answerBy);
    next = closed(merged(stored?.state ?? emptyState(config.uids.from), work.state), work, hosts);
  }
  // All that must not be lost has been written before; this is found again by the next run.
  return next;
}

/** Another run's state with what this one has put and told. */
function merged(theirs: State, { manifests }: State): State {
  const both = Object.entries(theirs.manifests).map(([hostGroup, record]) => {
    const { put = 0, told = 0 } = ownOf(manifests, hostGroup) ?? {};
    return [
      hostGroup,
      { ...record, put: Math.max(record.put, put), told: Math.max(record.told, told) },
    ] as const;
  });
  return { ...theirs, manifests: Object.fromEntries(both) };
}

function closed(state: State, { isOurs }: Work, hosts: HostsSeen | undefined): State {
  const open = isOurs && state.read.leased !== undefined;
  const { leased: _, ...read } = state.read;
  const next = open ? { ...state, read } : state;
  if (hosts === undefined) return next;
  const seen = new Set(hosts.done.map(revocationKey));
  return {
    ...next,
    hosts: hosts.hosts,
    revocations: next.revocations.filter((each) => !seen.has(revocationKey(each))),
  };
}

function revocationKey({ user, hostGroup, version }: State['revocations'][number]): string {
  return `${user} ${hostGroup} ${version}`;
}
