import { KmscryptError } from '@kmscrypt/core/error';
import type { Store } from '../../../src/store.ts';
import { memoryStore } from '../memory-store.ts';
import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A store in memory that takes its time, and fails now and then. */
export interface SimStore {
  readonly memory: ReturnType<typeof memoryStore>;
  readonly of: (life: Life, random: Random) => Store;
}

const LATENCY = 5;
/** As the contract has it; in characters. */
const MOST = 300_000;

export function simStore(clock: VirtualClock, faults: number): SimStore {
  const memory = memoryStore();
  return {
    memory,
    of: (life, random) => {
      const fail = (): never => {
        life.hasFailed = true;
        throw new KmscryptError('THROTTLED', 'the table is busy');
      };
      return {
        get: (keys, signal) =>
          life.call(async () => {
            await clock.sleep(LATENCY, signal);
            return random() < faults ? fail() : memory.get(keys, signal);
          }),
        put: (item, signal) =>
          life.call(async () => {
            await clock.sleep(LATENCY, signal);
            if (JSON.stringify(item.value).length > MOST) throw new Error(`${item.key} is too large`);
            const luck = random();
            if (luck < faults / 3) return fail();
            // Somebody else, who wrote what there was.
            if (luck < (2 * faults) / 3) return false;
            const isWritten = await memory.put(item, signal);
            // An answer that is lost for good.
            return luck < faults ? fail() : isWritten;
          }),
      };
    },
  };
}
