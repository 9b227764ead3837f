import type { Message } from '@kmscrypt/lambda';
import type { SyncConfig } from '../../src/config.ts';
import type { Directory } from '../../src/ports.ts';
import { run, type RunInput } from '../../src/run.ts';
import type { RunReport } from '../../src/run-report.ts';
import type { State } from '../../src/state.ts';
import { memoryDirectory, type MemoryIam, memoryUser } from './memory-iam.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { configOf } from './plan-config.ts';
import { T } from './plan-evidence.ts';
import { edKey } from './plan-keys.ts';
import { keptLog } from './store-logger.ts';

export const TICK = { kind: 'kmscrypt.ssh-keys.tick' };
export const WHOLE_READ = { kind: 'kmscrypt.ssh-keys.read' };

export interface RunWorld {
  readonly iam: MemoryIam;
  readonly memory: MemoryStore;
  readonly state: State;
  /** Names of all calls of IAM so far. */
  readonly calls: readonly string[];
  /** Commands, `HOSTGROUP VERSION`, and `instances of HOSTGROUP`. */
  readonly fleet: readonly string[];
  /** Lets time pass; in milliseconds. */
  pass(milliseconds: number): void;
  readonly now: () => number;
  /** Each with an id by its place, `m0`. */
  run(...payloads: readonly unknown[]): Promise<RunReport>;
  /** What a run, or a part of one, is given. */
  input(payloads?: readonly unknown[]): RunInput;
  /** Called with each call of IAM; throws for a fault. */
  onCall: (operation: string, signal: AbortSignal) => Promise<void> | void;
  /** Called before each state is written, with its number from 1 on. */
  onSave: (number: number) => void;
  /** Ends the work of the next runs. */
  readonly over: AbortController;
}

/** Users with a key each, all in `dev`; the group `ops` is there and has the first of them; nothing has been read yet. */
export function createRunWorld(users: number, config: SyncConfig = configOf()): RunWorld {
  let time = T;
  const iam: MemoryIam = {
    groups: ['dev', 'ops'],
    users: Array.from({ length: users }, (_, number) =>
      memoryUser(number, number === 0 ? ['dev', 'ops'] : ['dev'], 1),
    ),
  };
  const { directory, calls } = memoryDirectory({
    iam,
    onCall: async (operation, signal) => world.onCall(operation, signal),
  });
  const own: Directory = {
    ...directory,
    body: async (name, key, signal) => {
      const known = await directory.body(name, key, signal);
      return known === undefined ? undefined : edKey(Number(/^APKA(\d+)K/u.exec(key)?.[1]));
    },
  };
  const fleet: string[] = [];
  const memory = memoryStore({ onSave: (number) => world.onSave(number) });
  const world: RunWorld = {
    iam,
    memory,
    calls,
    fleet,
    get state() {
      if (memory.stored === undefined) throw new Error('nothing has been written');
      return memory.stored.state;
    },
    pass: (milliseconds) => void (time += milliseconds),
    now: () => time,
    run: async (...payloads) => run(world.input(payloads)),
    input: (payloads = []) => ({
      config,
      directories: { own },
      store: memory.store,
      fleet: {
        tell: async ({ hostGroup, version }) => {
          fleet.push(`${hostGroup} ${version}`);
          return 'command';
        },
        instances: async (hostGroup) => {
          fleet.push(`instances of ${hostGroup}`);
          return [];
        },
      },
      accounts: {},
      calls: () => calls.length,
      messages: payloads.map(messageOf),
      signal: world.over.signal,
      answerBy: new AbortController().signal,
      now: () => time,
      logger: keptLog().logger,
    }),
    onCall: () => {},
    onSave: () => {},
    over: new AbortController(),
  };
  return world;
}

function messageOf(payload: unknown, place: number): Message {
  return {
    id: `m${place}`,
    receiveCount: 1,
    payload,
    queued: { queue: 'arn:aws:sqs:eu-central-1:111111111111:ssh-key-sync', body: JSON.stringify(payload) },
  };
}
