import { type Logger, reasonOf } from '@kmscrypt/lambda';
import type { SyncConfig } from './config.ts';
import { configGroups } from './config-groups.ts';
import type { Evidence } from './evidence.ts';
import type { Directory, ParameterTree } from './ports.ts';
import { afterFailure, afterStale } from './read/again.ts';
import { createMembers, type Found, type Pass, type Reading } from './read/pass.ts';
import { createOwners } from './read/key-owner.ts';
import { createQueue } from './read/queue.ts';
import { keyOf } from './todo.ts';
import { readGroup } from './read/read-group.ts';
import { readKeys } from './read/read-keys.ts';
import { readParameters } from './read/read-parameters.ts';
import { readUser } from './read/read-user.ts';
import type { State, Todo } from './state.ts';

export interface ReadInput {
  readonly todo: readonly Todo[];
  readonly config: SyncConfig;
  readonly state: State;
  /** By source. */
  readonly directories: Readonly<Record<string, Directory>>;
  readonly parameters?: ParameterTree | undefined;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** No read begins from then on; in milliseconds since the epoch. */
  readonly until: number;
  /** Ends reads that are under way: they have then neither come to anything nor failed. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

export interface ReadOutput {
  readonly evidence: readonly Evidence[];
  /** What is left, with what was found to be read, and with what has failed. */
  readonly todo: readonly Todo[];
}

/** Enough to keep a pace of 20 calls a second where an answer takes 0.4 s. */
const AT_ONCE = 8;

const READERS: Readonly<Record<Todo['kind'], (reading: Reading, pass: Pass) => Promise<Found>>> = {
  group: readGroup,
  user: readUser,
  keys: readKeys,
  parameters: readParameters,
};

/**
 * Reads what is due, and what turns out to be due because of it. Each todo is read whole or is a failure: evidence never has a part
 * of its scope. Never rejects.
 */
export async function read(input: ReadInput): Promise<ReadOutput> {
  const { now, until, signal, logger, state } = input;
  const queue = createQueue(input.todo);
  const evidence: Evidence[] = [];
  const done = new Set<string>();
  const underWay = new Map<string, Todo>();
  const pass: Pass = {
    ...input,
    parameters: input.parameters,
    groups: configGroups(input.config),
    members: createMembers(state),
    owners: createOwners(state),
    isCovered: (todo) => {
      const other = underWay.get(keyOf(todo));
      return done.has(keyOf(todo)) || (other !== undefined && (other.isWhole || !todo.isWhole));
    },
  };

  const work = async (todo: Todo): Promise<void> => {
    const at = now();
    underWay.set(keyOf(todo), todo);
    try {
      const found = await READERS[todo.kind]({ todo, at }, pass);
      evidence.push(...found.evidence);
      queue.add([...found.todo, ...afterStale(todo, at)]);
      // A group that is not there is not looked for again before the next whole read: the others are not to wait for it.
      if (found.evidence.some((each) => each.kind === 'failed' && each.isMissing !== true))
        queue.add([afterFailure(todo, now())]);
      else done.add(keyOf(todo));
    } catch (error) {
      if (signal.aborted) return queue.add([todo]);
      const { kind, source, name } = todo;
      const reason = reasonOf(error);
      logger.warn('a read has failed', { kind, source, name, failures: todo.failures + 1, reason });
      evidence.push({ kind: 'failed', source, at, what: { kind, name }, reason });
      queue.add([afterFailure(todo, now())]);
    } finally {
      underWay.delete(keyOf(todo));
    }
  };

  const running = new Set<Promise<void>>();
  for (;;) {
    while (running.size < AT_ONCE && !signal.aborted && now() < until) {
      const todo = queue.take(now());
      if (todo === undefined) break;
      const worker: Promise<void> = work(todo).finally(() => running.delete(worker));
      running.add(worker);
    }
    if (running.size === 0) return { evidence, todo: queue.rest() };
    await Promise.race(running);
  }
}
