import type { ReadRecord, State, Todo } from './state.ts';

/** Adds what is not there yet; of what is, the earlier time counts, and it is of the whole read if either is. */
export function addTodos(todo: readonly Todo[], added: readonly Todo[]): readonly Todo[] {
  if (added.length === 0) return todo;
  const merged = new Map(todo.map((each) => [keyOf(each), each]));
  for (const each of added) {
    const known = merged.get(keyOf(each));
    merged.set(keyOf(each), known === undefined ? each : together(known, each));
  }
  return [...merged.values()];
}

export interface ReadTodos {
  /** What a read was given. */
  readonly given: readonly Todo[];
  /** What it left, with what it found to be read. */
  readonly left: readonly Todo[];
  /** When it began. */
  readonly at: number;
}

/** What is to be read after a read: what it left, and what others have added meanwhile. */
export function todosAfter(todo: readonly Todo[], { given, left, at }: ReadTodos): readonly Todo[] {
  const done = new Set(given.map(keyOf));
  return addTodos(
    // What has been asked for since then may have changed since then.
    todo.filter((each) => !done.has(keyOf(each)) || each.due > at),
    left,
  );
}

/** What has just been read is not read again at once, whoever wants it. In milliseconds. */
const BREATH = 10_000;

/** Lets what was read a moment ago wait a little. */
export function withBreath(todo: readonly Todo[], { given, left, at }: ReadTodos): readonly Todo[] {
  const rest = new Set(left.map(keyOf));
  const done = new Set(given.map(keyOf).filter((key) => !rest.has(key)));
  const soonest = at + BREATH;
  return todo.map((each) => (done.has(keyOf(each)) && each.due < soonest ? { ...each, due: soonest } : each));
}

/** The whole read is complete when nothing is left of it. */
export function readRecordOf(record: ReadRecord, todo: readonly Todo[]): ReadRecord {
  const isUnderWay = todo.some(({ isWhole }) => isWhole);
  return isUnderWay ? record : { started: record.started, complete: record.started };
}

/** Whether another run has the whole read for itself. */
export function isLeased({ read }: State, now: number): boolean {
  return read.leased !== undefined && read.leased > now;
}

/** When the next of these is due; undefined where there is none. */
export function nextDue(todo: readonly Todo[]): number | undefined {
  const [first, ...rest] = todo;
  return first === undefined ? undefined : rest.reduce((least, { due }) => Math.min(least, due), first.due);
}

/** The same of what is the same. */
export function keyOf({ kind, source, name }: Pick<Todo, 'kind' | 'source' | 'name'>): string {
  return `${kind} ${source} ${name}`;
}

/** The later event counts: what shows it, shows the earlier one. */
function sinceOf({ since: one }: Todo, { since: other }: Todo): Pick<Todo, 'since'> {
  const since = Math.max(one ?? 0, other ?? 0);
  return since === 0 ? {} : { since };
}

function together(one: Todo, other: Todo): Todo {
  return {
    ...one,
    due: Math.min(one.due, other.due),
    // What has been asked for anew is tried without the pause after failures.
    failures: Math.min(one.failures, other.failures),
    isWhole: one.isWhole || other.isWhole,
    ...sinceOf(one, other),
  };
}
