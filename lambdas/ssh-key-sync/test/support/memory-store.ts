import type { Store, Stored } from '../../src/ports.ts';
import type { State } from '../../src/state.ts';

export interface MemoryStore {
  readonly store: Store;
  /** What is in the bucket. */
  readonly stored: Stored | undefined;
  /** All states that were written. */
  readonly saves: readonly State[];
  /** Manifests, `HOSTGROUP VERSION`. */
  readonly puts: readonly string[];
  /** As another run does it, over whatever is there. */
  write(change: (state: State) => State): void;
}

export interface MemoryStoreOptions {
  /** Default nothing. */
  readonly state?: State | undefined;
  /** Called before each state is written, with its number from 1 on. Default nothing. */
  readonly onSave?: ((number: number) => void) | undefined;
}

/** A bucket in memory, with If-Match. */
export function memoryStore({ state: first, onSave }: MemoryStoreOptions = {}): MemoryStore {
  let stored: Stored | undefined;
  let tags = 0;
  let calls = 0;
  const saves: State[] = [];
  const puts: string[] = [];
  const keep = (state: State): Stored => {
    tags += 1;
    stored = { state: JSON.parse(JSON.stringify(state)) as State, tag: `"${tags}"` };
    return stored;
  };
  if (first !== undefined) keep(first);
  return {
    get stored() {
      return stored;
    },
    saves,
    puts,
    write: (change) => {
      if (stored !== undefined) keep(change(stored.state));
    },
    store: {
      load: async () => stored,
      save: async (state, over) => {
        calls += 1;
        onSave?.(calls);
        if (stored?.tag !== over?.tag) return undefined;
        const written = keep(state);
        saves.push(written.state);
        return written;
      },
      publish: async ({ hostGroup, version }) => {
        puts.push(`${hostGroup} ${version}`);
        return 'put';
      },
      reports: async () => ({}),
    },
  };
}
