import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { KmscryptError } from '../src/error.ts';
import { createPace, retry } from '../src/retry.ts';
import { virtualTime } from './support/virtual-time.ts';

const PROCESSES = 200;
/** Calls a second that the service lets through. */
const RATE = 100;
const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);

interface Fleet {
  readonly calls: number;
  readonly burst: number;
  /** How long a call takes, in milliseconds: from, and how much more at most. */
  readonly roundTrip: readonly [number, number];
  /** Processes start within so many milliseconds. */
  readonly startJitter: number;
  readonly seed: number;
}

/** Boots a fleet in virtual time. Requests are counted as multiples of the calls, time as a multiple of the least. */
async function boot(fleet: Fleet): Promise<{ requests: number; time: number; booted: number }> {
  const { calls, burst, startJitter, seed } = fleet;
  const [least, more] = fleet.roundTrip;
  const random = randomOf(seed);
  const time = virtualTime();
  let requests = 0;
  let tokens = burst;
  let filledAt = 0;
  const request = async (): Promise<void> => {
    const half = (least + random() * more) / 2;
    await time.sleep(half, undefined);
    requests += 1;
    tokens = Math.min(burst, tokens + ((time.now() - filledAt) * RATE) / 1000);
    filledAt = time.now();
    const passes = tokens >= 1;
    if (passes) tokens -= 1;
    await time.sleep(half, undefined);
    if (!passes) throw new KmscryptError('THROTTLED', 'slow down');
  };
  const process = async (): Promise<void> => {
    const pace = createPace({ random, now: time.now, sleep: time.sleep });
    const limit = pLimit(32);
    await time.sleep(random() * startJitter, undefined);
    await Promise.all(Array.from({ length: calls }, () => limit(() => retry(request, { pace }))));
    booted += 1;
  };
  let booted = 0;
  await time.run(Promise.all(Array.from({ length: PROCESSES }, process)));
  const total = PROCESSES * calls;
  return { requests: requests / total, time: time.now() / (((total - burst) / RATE) * 1000), booted };
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NETWORKS = IS_SOAK
  ? ([
      [1.5, 1],
      [8, 6],
      [10, 200],
    ] as const)
  : ([[8, 6]] as const);
const SEEDS = IS_SOAK ? [1, 2, 3, 4, 5] : [1];

interface Row {
  readonly calls: number;
  readonly burst: number;
  readonly roundTrip: readonly [number, number];
  readonly seed: number;
}

function rows(calls: readonly number[], bursts: readonly number[]): Row[] {
  return SEEDS.flatMap((seed) =>
    NETWORKS.flatMap((roundTrip) =>
      bursts.flatMap((burst) => calls.map((each) => ({ calls: each, burst, roundTrip, seed }))),
    ),
  );
}

describe(`${PROCESSES} processes boot at once against ${RATE} calls/s`, () => {
  it.each(rows([1, 3, 10, 50], [1, 10, 100]))(
    '$calls calls each, bursts of $burst, $roundTrip ms, seed $seed: no storm',
    async ({ calls, burst, roundTrip, seed }) => {
      const { requests, time, booted } = await boot({ calls, burst, roundTrip, seed, startJitter: 100 });
      expect(booted).toBe(PROCESSES);
      expect(requests).toBeLessThan(3);
      if (calls >= 10 && burst >= 10) expect(time).toBeLessThan(1.5);
    },
  );
});

describe('spread over twice the time that their calls take', () => {
  it.each(rows([1, 3, 10, 50], [100]))(
    '$calls calls each, bursts of $burst, $roundTrip ms, seed $seed: hardly a call is throttled',
    async ({ calls, burst, roundTrip, seed }) => {
      const startJitter = ((PROCESSES * calls) / RATE) * 1000 * 2;
      const { requests, booted } = await boot({ calls, burst, roundTrip, seed, startJitter });
      expect(booted).toBe(PROCESSES);
      expect(requests).toBeLessThan(1.1);
    },
  );
});
