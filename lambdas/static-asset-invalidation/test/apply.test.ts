import { KmscryptError } from '@kmscrypt/core/error';
import { createPace } from '@kmscrypt/core/retry';
import { describe, expect, it } from 'vitest';
import { type VirtualTime, virtualTime } from '../../../packages/core/test/support/virtual-time.ts';
import { type Applied, apply } from '../src/apply.ts';
import type { DistributionPlan } from '../src/plan.ts';
import { type CloudFrontRulesOptions, cloudFrontRules } from './support/cloudfront-rules.ts';
import { type CdnFault, fakeCdn } from './support/fake-cdn.ts';
import { invalidationOf, onePlan, planOf } from './support/plans.ts';
import type { Invalidation } from '../src/invalidation.ts';

interface World extends Omit<CloudFrontRulesOptions, 'now'> {
  readonly faultOf?: (call: number, invalidation: Invalidation) => CdnFault;
  /** In milliseconds; default ten minutes. */
  readonly limit?: number;
  readonly random?: () => number;
}

/** CloudFront that stays what it is from run to run. */
function worldOf({ faultOf, limit = 600_000, random = () => 0.5, ...options }: World = {}) {
  const time = virtualTime();
  const rules = cloudFrontRules({ now: time.now, ...options });
  const cdn = fakeCdn(rules, time, faultOf);
  const run = async (distributions: readonly DistributionPlan[]): Promise<Applied & { duration: number }> => {
    const began = time.now();
    const pace = createPace({ random, now: time.now, sleep: time.sleep });
    const signal = endIn(limit, time);
    const applied = await time.run(apply({ distributions, cdn, signal, pace, sleep: time.sleep, random }));
    return { ...applied, duration: time.now() - began };
  };
  return { time, rules, cdn, run };
}

function endIn(milliseconds: number, time: VirtualTime): AbortSignal {
  const ending = new AbortController();
  if (milliseconds === 0) ending.abort();
  else void time.sleep(milliseconds, undefined).then(() => ending.abort());
  return ending.signal;
}

function paths(count: number, prefix = '/p'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
}

function wildcards(count: number, prefix: string): string[] {
  return paths(count, prefix).map((path) => `${path}*`);
}

function changesOf(items: readonly string[]): string[] {
  return items.map((item) => `change of ${item}`);
}

describe('what CloudFront takes', () => {
  it('is accepted as it is planned, one invalidation of a distribution after another', async () => {
    const { rules, cdn, run } = worldOf();
    const plans = ['E1', 'E2'].map((id) =>
      planOf(
        id,
        [1, 2].map((n) => invalidationOf(id, [`/${n}`], { reference: `${id} ${n}` })),
      ),
    );
    const { accepted, repeated, failures } = await run(plans);
    expect(accepted).toMatchObject(plans.flatMap(({ invalidations }) => invalidations));
    expect({ repeated, failures }).toEqual({ repeated: [], failures: [] });
    expect(rules.accepted.map(({ callerReference }) => callerReference)).toEqual([
      'E1 1',
      'E2 1',
      'E1 2',
      'E2 2',
    ]);
    expect(cdn.mostAtOnce()).toBe(2);
  });

  it('at most 4 calls are under way at once', async () => {
    const { cdn, run } = worldOf();
    const twice = (id: string) => ['/a', '/b'].map((path) => invalidationOf(id, [path]));
    const { accepted } = await run(paths(20, 'E').map((id) => planOf(id, twice(id))));
    expect(accepted).toHaveLength(40);
    expect(cdn.mostAtOnce()).toBe(4);
  });

  it('nothing is asked for where nothing is planned', async () => {
    const { cdn, run } = worldOf();
    expect(await run([])).toMatchObject({ accepted: [], repeated: [], failures: [] });
    expect(cdn.calls).toEqual([]);
  });
});

describe('what the budget holds', () => {
  it('is not asked for; it may be tried again when SQS shows it again', async () => {
    const { cdn, run } = worldOf();
    const held = planOf('E1', [invalidationOf('E1', ['/a', '/b'])], true);
    const { accepted, failures } = await run([held, onePlan('E2', ['/c'])]);
    expect(accepted).toHaveLength(1);
    expect(failures).toMatchObject([
      { distribution: 'E1', eventIds: changesOf(['/a', '/b']), code: 'HELD', retryAfter: 42_300 },
    ]);
    expect(cdn.calls).toHaveLength(1);
  });
});

describe('a distribution with too many in progress', () => {
  it.each<[random: number, seconds: readonly number[]]>([
    [0, [0, 5, 10, 15, 20]],
    [0.5, [0, 7.5, 15, 22.5]],
    [0.9, [0, 9.5, 19, 28.5]],
  ])('is asked again after 5 to 10 s (%d)', async (random, seconds) => {
    const times: number[] = [];
    const world = worldOf({
      random: () => random,
      duration: 20_000,
      faultOf: () => {
        times.push(world.time.now());
        return 'pass';
      },
    });
    world.rules.create({ distribution: 'E1', callerReference: 'before', items: wildcards(15, '/') });
    const { accepted } = await world.run([onePlan('E1', ['/a*'])]);
    expect(accepted).toHaveLength(1);
    // A call itself takes 0.1 s.
    expect(times.map((time, call) => Math.round(time - call * 100) / 1000)).toEqual(seconds);
  });

  it('is waited for', async () => {
    const { cdn, run, rules } = worldOf({ duration: 20_000 });
    const plan = planOf('E1', [
      invalidationOf('E1', wildcards(15, '/a'), { reference: '1' }),
      invalidationOf('E1', wildcards(15, '/b'), { reference: '2' }),
    ]);
    const { accepted, failures } = await run([plan]);
    expect({ accepted: accepted.length, failures }).toEqual({ accepted: 2, failures: [] });
    // At once, then after 7.6, 15.2 and 22.8 s.
    expect(cdn.calls).toHaveLength(5);
    expect(rules.most()).toEqual({ paths: 15, wildcards: 15 });
  });

  it.each<[name: string, first: string[], second: string[]]>([
    ['of wildcards', wildcards(10, '/a'), wildcards(6, '/b')],
    ['of paths', paths(3_000), ['/one']],
  ])('%s: what is not accepted until the end comes back', async (_name, first, second) => {
    const { cdn, run } = worldOf({ duration: Infinity, limit: 60_000 });
    const invalidations = [first, second, ['/third']].map((items, index) =>
      invalidationOf('E1', items, { reference: String(index) }),
    );
    const { accepted, failures, duration } = await run([
      planOf('E1', invalidations),
      onePlan('E2', ['/other']),
    ]);
    expect(accepted.map(({ items }) => items)).toEqual([first, ['/other']]);
    expect(failures).toMatchObject([
      { distribution: 'E1', eventIds: changesOf(second), code: 'FULL', retryAfter: 75 },
      // It was not even asked for.
      { distribution: 'E1', eventIds: ['change of /third'], code: 'FULL', retryAfter: 75 },
    ]);
    expect(cdn.calls.some(({ items }) => items[0] === '/third')).toBe(false);
    expect(duration).toBe(60_000);
  });

  it('holds up no other, however many of them there are', async () => {
    const { rules, run } = worldOf({ duration: Infinity, limit: 60_000 });
    const full = paths(6, 'E');
    for (const distribution of full) {
      rules.create({ distribution, callerReference: 'before', items: wildcards(15, '/') });
    }
    const { accepted, failures } = await run([...full, 'F'].map((id) => onePlan(id, ['/a*'])));
    expect(accepted.map(({ distribution }) => distribution)).toEqual(['F']);
    expect(failures.map(({ code }) => code)).toEqual(full.map(() => 'FULL'));
  });
});

describe('what was asked for before', () => {
  const before = { distribution: 'E1', callerReference: 'R', items: ['/old'] };

  it('with the same changes and other items is done, where it is all of them', async () => {
    const { rules, run } = worldOf();
    rules.create(before);
    const plan = planOf('E1', [invalidationOf('E1', ['/a'], { reference: 'R' })]);
    expect(await run([plan])).toMatchObject({ accepted: [], repeated: plan.invalidations, failures: [] });
    expect(rules.accepted).toHaveLength(1);
  });

  it('in the same words is the same invalidation', async () => {
    const { rules, run } = worldOf();
    const plans = [
      onePlan('E1', ['/a']),
      planOf('E2', [invalidationOf('E2', ['/a']), invalidationOf('E2', ['/b'])]),
    ];
    const first = await run(plans);
    expect(await run(plans)).toMatchObject({ accepted: first.accepted, repeated: [], failures: [] });
    expect(rules.accepted).toHaveLength(3);
  });
});

describe('what CloudFront refuses', () => {
  it.each<[name: string, count: number, bad: readonly number[]]>([
    ['one of two', 2, [1]],
    ['the only one', 1, [0]],
    ['the first of 3,000', 3_000, [0]],
    ['the last', 3_000, [2_999]],
    ['one in the middle', 3_000, [1_234]],
    ['two neighbours', 3_000, [1_499, 1_500]],
    ['ten here and there', 3_000, [3, 300, 303, 999, 1_000, 1_500, 1_501, 2_000, 2_500, 2_998]],
    ['all of seven', 7, [0, 1, 2, 3, 4, 5, 6]],
  ])('stands alone in the end: %s', async (_name, count, bad) => {
    const { cdn, rules, run } = worldOf();
    const items = paths(count).map((path, index) => (bad.includes(index) ? `${path}~` : path));
    const { accepted, failures } = await run([onePlan('E1', items)]);
    const refused = items.filter((item) => item.endsWith('~'));
    expect(failures.map(({ code, eventIds }) => [code, eventIds])).toEqual(
      refused.map((item) => ['REFUSED', changesOf([item])]),
    );
    expect(
      failures.every(
        ({ retryAfter, reason }, index) => retryAfter === 1125 && reason.includes(refused[index] ?? '-'),
      ),
    ).toBe(true);
    expect(accepted.flatMap((each) => each.items)).toEqual(items.filter((item) => !item.endsWith('~')));
    expect(rules.accepted.map(({ callerReference }) => callerReference)).toEqual(
      accepted.map(({ callerReference }) => callerReference),
    );
    expect(cdn.calls.length).toBeLessThanOrEqual(1 + bad.length * 2 * Math.ceil(Math.log2(count)));
  });

  it('a change fails with any of its items, and the others go their way', async () => {
    const { run } = worldOf();
    const itemEvents = [['x'], ['x', 'y'], ['y'], ['z']];
    const invalidation = invalidationOf('E1', ['/a~', '/b', '/c', '/d'], { itemEvents });
    const { accepted, failures } = await run([planOf('E1', [invalidation])]);
    expect(failures).toMatchObject([{ code: 'REFUSED', eventIds: ['x'] }]);
    expect(accepted.map(({ items, eventIds }) => [items, eventIds])).toEqual([
      [['/b'], ['x', 'y']],
      [
        ['/c', '/d'],
        ['y', 'z'],
      ],
    ]);
  });

  it('is divided in the same way the next time: nothing is charged twice', async () => {
    let hangs = true;
    const items = paths(16).with(5, '/bad~');
    const { rules, run } = worldOf({
      limit: 30_000,
      faultOf: (call) => (hangs && call === 5 ? 'hang' : 'pass'),
    });
    const first = await run([onePlan('E1', items)]);
    expect(first.failures.map(({ code }) => code)).toContain('TIMEOUT');
    const charged = rules.accepted.length;
    expect(charged).toBeGreaterThan(0);
    hangs = false;
    const second = await run([onePlan('E1', items)]);
    expect(second.failures.map(({ code }) => code)).toEqual(['REFUSED']);
    expect(rules.accepted.flatMap((each) => each.items).toSorted()).toEqual(
      items.filter((item) => item !== '/bad~').toSorted(),
    );
  });

  it('is divided too where it is too much for one call', async () => {
    const { rules, run } = worldOf();
    const { accepted, failures } = await run([onePlan('E1', paths(3_001))]);
    expect(failures).toEqual([]);
    expect(accepted.map(({ items }) => items.length)).toEqual([1501, 1500]);
    // The second has to wait for the first.
    expect(rules.most().paths).toBe(1501);
  });

  it('other distributions do not mind', async () => {
    const { run } = worldOf({ tagged: ['E2'] });
    const { accepted, failures } = await run(['E1', 'E2'].map((id) => onePlan(id, ['#tag', '/a'])));
    expect(accepted.map(({ distribution, items }) => [distribution, items])).toEqual([
      ['E1', ['/a']],
      ['E2', ['#tag', '/a']],
    ]);
    expect(failures).toMatchObject([{ distribution: 'E1', code: 'REFUSED', eventIds: ['change of #tag'] }]);
  });
});

describe('a distribution that may not be invalidated', () => {
  it.each<[name: string, world: World, code: string]>([
    ['no permission', { denied: ['E2'] }, 'ACCESS_DENIED'],
    ['no such one', { distributions: ['E1', 'E3'] }, 'INVALID_OPTION'],
    [
      'no credentials',
      {
        faultOf: (_call, { distribution }) =>
          distribution === 'E2' ? { fails: 'CREDENTIALS_EXPIRED' } : 'pass',
      },
      'CREDENTIALS_EXPIRED',
    ],
    [
      'a bug',
      {
        faultOf: (_call, { distribution }) =>
          distribution === 'E2' ? { fails: new TypeError('a\nbug') } : 'pass',
        limit: 50_000,
      },
      'AWS_FAILED',
    ],
  ])('fails alone, with all its changes: %s', async (_name, world, code) => {
    const { run } = worldOf(world);
    const plans = ['E1', 'E2', 'E3'].map((id) =>
      planOf(
        id,
        [1, 2].map((n) => invalidationOf(id, [`/${n}`], { reference: `${id} ${n}` })),
      ),
    );
    const { accepted, failures } = await run(plans);
    expect(accepted.map(({ distribution }) => distribution)).toEqual(['E1', 'E1', 'E3', 'E3']);
    expect(failures.map((each) => [each.distribution, each.code, each.eventIds])).toEqual([
      ['E2', code, ['change of /1']],
      ['E2', code, ['change of /2']],
    ]);
    for (const { reason } of failures) expect(reason).toMatch(/^[^\n]*E2[^\n]*$/);
  });

  it('is asked once, and tried again in a quarter of an hour or more', async () => {
    const { cdn, run } = worldOf({ denied: ['E1'], random: () => 0 });
    const plan = planOf('E1', [invalidationOf('E1', ['/1']), invalidationOf('E1', ['/2'])]);
    const { failures } = await run([plan]);
    expect(failures.map(({ retryAfter }) => retryAfter)).toEqual([900, 900]);
    expect(cdn.calls).toHaveLength(1);
  });

  it('what it accepted before stays accepted', async () => {
    const { run } = worldOf({ faultOf: (call) => (call === 2 ? { fails: 'ACCESS_DENIED' } : 'pass') });
    const plan = planOf(
      'E1',
      [1, 2, 3].map((n) => invalidationOf('E1', [`/${n}`], { reference: String(n) })),
    );
    const { accepted, failures } = await run([plan]);
    expect(accepted.flatMap(({ items }) => items)).toEqual(['/1']);
    expect(failures.flatMap(({ eventIds }) => eventIds)).toEqual(changesOf(['/2', '/3']));
  });
});

describe('what passes', () => {
  it('throttling after 6 calls slows all distributions down together', async () => {
    const { cdn, rules, run } = worldOf({ bucket: { burst: 6, rate: 1 } });
    const { accepted, failures } = await run(paths(30, 'E').map((id) => onePlan(id, ['/a'])));
    expect({ accepted: accepted.length, failures }).toEqual({ accepted: 30, failures: [] });
    expect(rules.accepted).toHaveLength(30);
    expect(cdn.calls.length).toBeLessThan(90);
  });

  it('throttling to the end of the time', async () => {
    const { run } = worldOf({ bucket: { burst: 1, rate: 0 }, limit: 60_000 });
    const plan = planOf(
      'E1',
      [1, 2, 3].map((n) => invalidationOf('E1', [`/${n}`], { reference: String(n) })),
    );
    const { accepted, failures, duration } = await run([plan]);
    expect(accepted).toHaveLength(1);
    expect(failures.map(({ code, eventIds, retryAfter }) => [code, eventIds, retryAfter])).toEqual([
      ['TIMEOUT', ['change of /2'], 75],
      ['TIMEOUT', ['change of /3'], 75],
    ]);
    expect(failures[0]?.reason).toMatch(/^E1: .*Rate exceeded/);
    expect(duration).toBeLessThan(61_000);
  });

  it.each<[code: 'AWS_FAILED' | 'NETWORK' | 'TIMEOUT', count: number]>([
    ['AWS_FAILED', 20],
    ['NETWORK', 20],
    ['TIMEOUT', 10],
  ])('%s, %i times in a row', async (fails, count) => {
    const { run } = worldOf({ faultOf: (call) => (call <= count ? { fails } : 'pass') });
    const { accepted, failures } = await run([onePlan('E1', ['/a']), onePlan('E2', ['/a'])]);
    expect({ accepted: accepted.length, failures }).toEqual({ accepted: 2, failures: [] });
  });

  it('one invalidation that always fails does not hold up the next', async () => {
    const { rules, run } = worldOf({
      limit: 60_000,
      faultOf: (_call, { items }) => (items[0] === '/1' ? { fails: 'AWS_FAILED' } : 'pass'),
    });
    const plan = planOf(
      'E1',
      [1, 2, 3].map((n) => invalidationOf('E1', [`/${n}`], { reference: String(n) })),
    );
    const { failures } = await run([plan]);
    expect(rules.accepted.flatMap(({ items }) => items)).toEqual(['/2', '/3']);
    expect(failures).toMatchObject([{ code: 'AWS_FAILED', eventIds: ['change of /1'], retryAfter: 75 }]);
  });

  it.each(['NETWORK', 'TIMEOUT', 'AWS_FAILED'] as const)(
    'an answer that is lost (%s): the same invalidation, one charge',
    async (lost) => {
      const { cdn, rules, run } = worldOf({ faultOf: (call) => (call === 1 ? { lost } : 'pass') });
      const { accepted, repeated } = await run([onePlan('E1', ['/a'])]);
      expect({ accepted: accepted.length, repeated }).toEqual({ accepted: 1, repeated: [] });
      expect(rules.accepted).toHaveLength(1);
      expect(cdn.calls).toHaveLength(2);
    },
  );
});

describe('when the time is over', () => {
  it('the reason of what failed at that very moment is told', async () => {
    const ending = new AbortController();
    const failing = async (): Promise<never> => {
      ending.abort();
      throw new KmscryptError('ACCESS_DENIED', 'CreateInvalidation with E1 failed: no');
    };
    const { failures } = await apply({
      distributions: [onePlan('E1', ['/a'])],
      cdn: { invalidate: failing },
      signal: ending.signal,
    });
    expect(failures).toMatchObject([
      { code: 'ACCESS_DENIED', reason: 'CreateInvalidation with E1 failed: no' },
    ]);
  });

  it('before the first call, nothing is asked for', async () => {
    const { cdn, run } = worldOf({ limit: 0 });
    const { accepted, failures } = await run([onePlan('E1', ['/a']), onePlan('E2', ['/a'])]);
    expect(accepted).toEqual([]);
    expect(failures.map(({ distribution, code }) => [distribution, code])).toEqual([
      ['E1', 'TIMEOUT'],
      ['E2', 'TIMEOUT'],
    ]);
    expect(cdn.calls).toEqual([]);
  });

  it('each has the reason that it failed with', async () => {
    const { run } = worldOf({
      limit: 60_000,
      faultOf: (_call, { items }) => (items[0] === '/1' ? { fails: 'NETWORK' } : 'hang'),
    });
    const plan = planOf(
      'E1',
      ['/1', '/2', '/3'].map((path) => invalidationOf('E1', [path])),
    );
    const { failures } = await run([plan]);
    expect(failures.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
      ['TIMEOUT', 'change of /2'],
      ['TIMEOUT', 'change of /3'],
      ['NETWORK', 'change of /1'],
    ]);
  });

  it('in the middle, what was accepted is kept and the rest comes back', async () => {
    let hangs = true;
    const { rules, run } = worldOf({
      limit: 30_000,
      faultOf: (_call, { items }) => (hangs && items[0] === '/2' ? 'hang' : 'pass'),
    });
    const plan = planOf(
      'E1',
      [1, 2, 3].map((n) => invalidationOf('E1', [`/${n}`], { reference: String(n) })),
    );
    const first = await run([plan]);
    expect(first.accepted.flatMap(({ items }) => items)).toEqual(['/1']);
    expect(first.failures.map(({ code, eventIds }) => [code, eventIds])).toEqual([
      ['TIMEOUT', ['change of /2']],
      ['TIMEOUT', ['change of /3']],
    ]);
    hangs = false;
    expect(await run([plan])).toMatchObject({ accepted: plan.invalidations, failures: [] });
    expect(rules.accepted.flatMap(({ items }) => items)).toEqual(['/1', '/2', '/3']);
  });
});
