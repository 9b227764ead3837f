import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FanoutConfig } from '../src/config.ts';
import { keyOf } from '../src/keys.ts';
import { candidateOf } from '../src/match.ts';
import { quietFor } from '../src/quiet.ts';
import { RUNS } from './runs.ts';
import { alarmOf } from './support/alarms.ts';
import { NOON } from './support/changes.ts';
import { configOf } from './support/configs.ts';
import { type Enqueued, type World, world } from './support/ingest-world.ts';

/** Each is an hour of two Lambdas. */
const SEEDS = RUNS / 2;
const MINUTE = 60_000;
const ROUTES = { routes: [{ to: ['chat', 'mail'] }] };
const DESTINATIONS = ['chat', 'mail'];

/** A change that has happened, and how it is told of. */
interface Happened {
  readonly alarm: number;
  /** In seconds after noon. */
  readonly at: number;
  /** In seconds; of each message that tells of it. */
  readonly delays: readonly number[];
  /** By EventBridge, so that a mute counts. */
  readonly isBridged: boolean;
}

const happened: fc.Arbitrary<Happened> = fc.record({
  alarm: fc.integer({ min: 0, max: 2 }),
  // Mostly close to each other, so that alarms flap.
  at: fc.oneof(fc.integer({ min: 0, max: 1_800 }), fc.integer({ min: 0, max: 20_000 })),
  delays: fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2_000 })), {
    minLength: 1,
    maxLength: 3,
  }),
  isBridged: fc.boolean(),
});
const course = fc.uniqueArray(happened, { maxLength: 40, selector: ({ alarm, at }) => `${alarm} ${at}` });

function payloadOf({ alarm, at, isBridged }: Happened): object {
  const name = `alarm-${alarm}`;
  const arn = `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`;
  const value = stateAt(at);
  const timestamp = new Date(NOON + at * 1000).toISOString();
  if (!isBridged) return { AlarmName: name, AlarmArn: arn, NewStateValue: value, StateChangeTime: timestamp };
  return {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    account: '111122223333',
    region: 'eu-central-1',
    resources: [arn],
    detail: { alarmName: name, state: { value, timestamp } },
  };
}

function stateAt(at: number): string {
  return at % 2 === 0 ? 'ALARM' : 'OK';
}

function keyFor({ alarm, at }: Happened): string {
  const arn = `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:alarm-${alarm}`;
  return keyOf(arn, stateAt(at), new Date(NOON + at * 1000).toISOString());
}

function enqueued(changes: readonly Happened[]): readonly Enqueued[] {
  return changes.flatMap((change, index) =>
    change.delays.map((delay, copy) => ({
      id: `${index}.${copy}`,
      payload: payloadOf(change),
      visibleAt: NOON + (change.at + delay) * 1000,
    })),
  );
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Rules {
  readonly flapping?: FanoutConfig['flapping'];
  readonly quiet?: FanoutConfig['quiet'];
  /** From and until, in minutes after noon. */
  readonly mute?: readonly [number, number];
  readonly faults?: number;
}

async function simulated(
  changes: readonly Happened[],
  seed: number,
  { flapping = false, quiet = [], mute = [0, 0], faults = 0.1 }: Rules,
): Promise<World & { readonly config: FanoutConfig; readonly isMuted: (now: number) => boolean }> {
  const config = { ...configOf(ROUTES), flapping, quiet };
  const [from, until] = mute;
  const isMuted = (now: number): boolean => NOON + from * MINUTE <= now && now < NOON + until * MINUTE;
  const random = generator(seed);
  const found = await world({ config, messages: enqueued(changes), isMuted, faults, random });
  expect(found.left).toEqual([]);
  return { ...found, config, isMuted };
}

const FLAPPING = { changes: 4, within: 600, steady: 300 };
const HELD = { name: 'hold', match: {}, timezone: 'UTC', action: 'hold' } as const;

const rules: fc.Arbitrary<Rules> = fc.record({
  flapping: fc.constantFrom(false as const, FLAPPING, { changes: 3, within: 3_600, steady: 60 }),
  quiet: fc.subarray([
    { ...HELD, hours: '12:05-12:20', to: ['mail'] },
    { ...HELD, hours: '12:15-13:40' },
    { ...HELD, name: 'skip', hours: '14:00-14:30', to: ['chat'], action: 'skip' as const },
  ]),
  mute: fc.constantFrom([0, 0] as const, [10, 25] as const, [0, 200] as const),
  faults: fc.constantFrom(0, 0.02, 0.2),
});

describe('in the end', () => {
  it('every change is told everywhere where nothing is said against it', async () => {
    await fc.assert(
      fc.asyncProperty(course, fc.nat(), async (changes, seed) => {
        const { handed } = await simulated(changes, seed, { faults: 0.2 });
        const wanted = changes.flatMap((change) => DESTINATIONS.map((name) => `${name}:${keyFor(change)}`));
        expect(new Set(handed.map(({ id }) => id))).toEqual(new Set(wanted));
      }),
      { numRuns: SEEDS },
    );
  });

  it('every change is told, or there is a reason why not; the newest of an alarm is told', async () => {
    await fc.assert(
      fc.asyncProperty(course, fc.nat(), rules, async (changes, seed, own) => {
        const { handed, verdicts } = await simulated(changes, seed, own);
        const told = new Set(handed.map(({ id }) => id));
        for (const change of changes) {
          const isNewest = changes.every(({ alarm, at }) => alarm !== change.alarm || at <= change.at);
          for (const name of DESTINATIONS) {
            const key = keyFor(change);
            if (told.has(`${name}:${key}`)) continue;
            const verdict = verdicts.get(key)?.get(name);
            expect(verdict?.status).toBe('done');
            const why = verdict?.status === 'done' ? verdict.why : '';
            expect(isNewest ? ['quiet'] : ['quiet', 'overtaken', 'damped']).toContain(why);
          }
        }
      }),
      { numRuns: 2 * SEEDS },
    );
  });

  it('nothing is told in a quiet time, and nothing that is muted', async () => {
    await fc.assert(
      fc.asyncProperty(course, fc.nat(), rules, async (changes, seed, own) => {
        const { handed, config, isMuted } = await simulated(changes, seed, own);
        const bridged = new Set(changes.filter(({ isBridged }) => isBridged).map(keyFor));
        for (const { id, at } of handed) {
          const [destination = '', key = ''] = id.split(':');
          expect(
            quietFor(config.quiet, { destination, candidate: candidateOf(alarmOf()), now: at }),
          ).toBeUndefined();
          if (bridged.has(key)) expect(isMuted(at)).toBe(false);
        }
      }),
      { numRuns: SEEDS },
    );
  });

  it('a flapping alarm is told little, and at last how it stays', async () => {
    const seconds = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 20, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(seconds, fc.nat(), async (gaps, seed) => {
        let at = 0;
        const changes = gaps.map((gap) => ({ alarm: 0, at: (at += gap), delays: [0], isBridged: false }));
        const { handed } = await simulated(changes, seed, { flapping: FLAPPING, faults: 0 });
        const keys = [...new Set(handed.map(({ id }) => id.split(':')[1]))];
        // Four in ten minutes, and the last when it has been steady for five.
        const first = changes.slice(0, 4).map(keyFor);
        expect(keys).toEqual([...first, ...changes.slice(-1).map(keyFor)]);
        expect(Math.max(...handed.map((each) => each.at))).toBe(NOON + (at + 300) * 1000);
      }),
      { numRuns: SEEDS },
    );
  });
});
