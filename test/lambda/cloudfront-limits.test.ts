import { createPace } from '@kmscrypt/core/retry';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Applied, apply, type ApplyInput } from '../../lambdas/static-asset-invalidation/src/apply.ts';
import { createCdn } from '../../lambdas/static-asset-invalidation/src/aws/cloudfront.ts';
import type { DistributionPlan } from '../../lambdas/static-asset-invalidation/src/plan.ts';
import {
  invalidationOf,
  onePlan,
  planOf,
} from '../../lambdas/static-asset-invalidation/test/support/plans.ts';
import { useEndpoint } from '../core/use-endpoint.ts';
import { type CloudFront, cloudFront, type CloudFrontOptions } from '../support/cloudfront.ts';

/** Time passes so many times as fast here. */
const SPEED = 100;
const NEVER = new AbortController().signal;

function now(): number {
  return performance.now() * SPEED;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown> {
  return delay(milliseconds / SPEED, undefined, signal === undefined ? {} : { signal });
}

async function start(options: CloudFrontOptions = {}): Promise<CloudFront> {
  const standIn = await cloudFront({ now, ...options });
  useEndpoint(standIn.endpoint);
  return standIn;
}

/** One Lambda at work, with a client of its own. */
function coalesce(
  distributions: readonly DistributionPlan[],
  more: Partial<ApplyInput> = {},
): Promise<Applied> {
  const pace = createPace({ now, sleep });
  return apply({ distributions, cdn: createCdn(), signal: NEVER, pace, sleep, ...more });
}

function paths(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

/** Several invalidations of one distribution. */
function plan(distribution: string, ...batches: readonly (readonly string[])[]): DistributionPlan {
  return planOf(
    distribution,
    batches.map((items) => invalidationOf(distribution, items)),
  );
}

function itemsOf({ accepted }: Pick<CloudFront, 'accepted'>): readonly string[] {
  return accepted.flatMap(({ items }) => items).toSorted();
}

describe('what the stand-in answers', () => {
  it.each<[name: string, items: readonly string[], status: string]>([
    ['paths', ['/', '/a', '/a/b.html?x=1', '/%C3%BC', "/!$&'()+,:;=@._-"], 'created'],
    ['wildcards', ['/*', '/a*'], 'created'],
    ['tags', ['#tag', '/a'], 'created'],
    ['4,000 characters', [`/${'a'.repeat(3_999)}`], 'created'],
    ['more of them', [`/${'a'.repeat(4_000)}`], 'refused'],
    ['a raw tilde', ['/a', '/~user'], 'refused'],
    ['a space', ['/a b'], 'refused'],
    ['other alphabets', ['/ü'], 'refused'],
    ['brackets', ['/[a]'], 'refused'],
    ['a percent sign', ['/100%'], 'refused'],
    ['no slash', ['a'], 'refused'],
    ['a star in between', ['/*/a'], 'refused'],
    ['two stars', ['/**'], 'refused'],
    ['a wildcard among tags', ['#tag*'], 'refused'],
    ['twice the same', ['/a', '/a'], 'refused'],
    ['more than 3,000', paths(3_001, '/'), 'refused'],
    ['more than 15 wildcards', paths(16, '/').map((path) => `${path}*`), 'full'],
  ])('%s', async (_name, items, status) => {
    using standIn = await start();
    const submission = await createCdn().invalidate(invalidationOf('E1', items), NEVER);
    expect(submission).toMatchObject({ status });
    expect(standIn.accepted.map((each) => each.items)).toEqual(status === 'created' ? [items] : []);
  });

  it('the same again is the same, and other paths in its name are refused', async () => {
    using standIn = await start();
    const ask = (path: string) =>
      createCdn().invalidate(invalidationOf('E1', [path], { reference: 'R' }), NEVER);
    expect([await ask('/a'), await ask('/a'), await ask('/b')]).toEqual([
      { status: 'created', id: 'I1' },
      { status: 'created', id: 'I1' },
      { status: 'exists' },
    ]);
    expect(standIn.accepted).toHaveLength(1);
  });

  it('what is complete makes room', async () => {
    using standIn = await start({ duration: Infinity });
    const cdn = createCdn();
    const ask = async (prefix: string) =>
      (await cdn.invalidate(invalidationOf('E1', paths(3_000, prefix)), NEVER)).status;
    expect([await ask('/a'), await ask('/b')]).toEqual(['created', 'full']);
    standIn.complete('E2');
    expect(await ask('/b')).toBe('full');
    standIn.complete('E1');
    expect(await ask('/b')).toBe('created');
  });
});

it('two coalescers at once that want more than fits lose nothing, and exceed nothing', async () => {
  using standIn = await start({ duration: Infinity });
  const wildcards = (prefix: string) => paths(15, prefix).map((path) => `${path}/*`);
  const first = plan('E1', wildcards('/a'), paths(3_000, '/b'), wildcards('/c'));
  const second = plan('E1', paths(2_000, '/d'), wildcards('/e'), paths(2_999, '/f'));
  let waits = 0;
  // Only where one has to wait does CloudFront get on.
  const waiting = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds, undefined);
    waits += 1;
    standIn.complete();
  };
  const applied = await Promise.all([first, second].map((each) => coalesce([each], { sleep: waiting })));
  expect(applied.flatMap(({ failures }) => failures)).toEqual([]);
  const planned = [first, second].flatMap(({ invalidations }) => invalidations.flatMap(({ items }) => items));
  expect(itemsOf(standIn)).toEqual(planned.toSorted());
  expect(standIn.most().paths).toBeLessThanOrEqual(3_000);
  expect(standIn.most().wildcards).toBe(15);
  expect(waits).toBeGreaterThanOrEqual(3);
  expect(standIn.calls).toHaveLength(standIn.accepted.length + waits);
});

it('two coalescers that are given the same: each invalidation once', async () => {
  using standIn = await start();
  const both = () => [plan('E1', ['/a'], ['/b']), onePlan('E2', ['/c', '/bad~', '/d'])];
  const applied = await Promise.all([coalesce(both()), coalesce(both())]);
  expect(applied.map(({ failures }) => failures.map(({ code }) => code))).toEqual([['REFUSED'], ['REFUSED']]);
  expect(itemsOf(standIn)).toEqual(['/a', '/b', '/c', '/d']);
});

it.each(['stall', 'judge-and-stall'] as const)('time is up in mid-batch: %s', async (fault) => {
  const ending = new AbortController();
  using standIn = await start({
    faultOf: (call) => {
      if (call !== 2) return 'pass';
      setTimeout(() => ending.abort(), 50);
      return fault;
    },
  });
  const batches = plan('E1', ['/1'], ['/2'], ['/3']);
  const first = await coalesce([batches], { signal: ending.signal });
  expect(first.accepted.map(({ items }) => items)).toEqual([['/1']]);
  expect(first.failures.map(({ code, eventIds }) => [code, ...eventIds])).toEqual([
    ['TIMEOUT', 'change of /2'],
    ['TIMEOUT', 'change of /3'],
  ]);
  expect(await coalesce([batches])).toMatchObject({ accepted: batches.invalidations, failures: [] });
  expect(itemsOf(standIn)).toEqual(['/1', '/2', '/3']);
});

it('a connection that is lost after the invalidation was made: one charge', async () => {
  using standIn = await start({ faultOf: (call) => (call <= 2 ? 'judge-and-drop' : 'pass') });
  const { accepted, failures } = await coalesce([onePlan('E1', ['/a'])]);
  expect({ accepted: accepted.length, failures }).toEqual({ accepted: 1, failures: [] });
  expect(standIn.calls).toHaveLength(3);
  expect(standIn.accepted).toHaveLength(1);
});

it('throttling after 6 calls: all go through, without many more calls', async () => {
  using standIn = await start({ bucket: { burst: 6, rate: 0.1 } });
  const { accepted, failures } = await coalesce(paths(20, 'E').map((id) => onePlan(id, ['/a'])));
  expect({ accepted: accepted.length, failures }).toEqual({ accepted: 20, failures: [] });
  expect(standIn.calls.length).toBeGreaterThan(20);
  expect(standIn.calls.length).toBeLessThan(100);
});

it.each([
  [500, 'InternalError'],
  [503, 'ServiceUnavailable'],
  [400, 'Throttling'],
])('HTTP %i %s for a while', async (status, code) => {
  using standIn = await start({ faultOf: (call) => (call <= 5 ? { status, code } : 'pass') });
  expect(await coalesce([onePlan('E1', ['/a'])])).toMatchObject({ failures: [] });
  expect(standIn.calls).toHaveLength(6);
});

it.each<[name: string, options: CloudFrontOptions, code: string]>([
  ['AccessDenied', { denied: ['E2'] }, 'ACCESS_DENIED'],
  ['NoSuchDistribution', { distributions: ['E1', 'E3'] }, 'INVALID_OPTION'],
])('%s on one of three: the others are done', async (name, options, code) => {
  using standIn = await start(options);
  const { accepted, failures } = await coalesce(['E1', 'E2', 'E3'].map((id) => plan(id, ['/a'], ['/b'])));
  expect(accepted.map(({ distribution }) => distribution)).toEqual(['E1', 'E1', 'E3', 'E3']);
  expect(failures).toMatchObject([
    { distribution: 'E2', code, eventIds: ['change of /a'] },
    { distribution: 'E2', code, eventIds: ['change of /b'] },
  ]);
  for (const { reason } of failures) expect(reason).toContain(name);
  expect(standIn.calls.filter(({ distribution }) => distribution === 'E2')).toHaveLength(1);
});

it('what is no path fails alone out of 3,000', async () => {
  using standIn = await start();
  const items = paths(3_000, '/p').with(1_234, '/~user');
  const { failures } = await coalesce([onePlan('E1', items)]);
  expect(failures).toMatchObject([{ code: 'REFUSED', eventIds: ['change of /~user'] }]);
  expect(itemsOf(standIn)).toEqual(items.toSpliced(1_234, 1).toSorted());
  expect(standIn.calls.length).toBeLessThanOrEqual(25);
});
