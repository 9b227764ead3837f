import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { InvalidationConfig } from '../src/config.ts';
import { type DistributionPlan, plan } from '../src/plan.ts';
import { covers } from './matcher.ts';
import { RUNS } from './runs.ts';
import { changesOf, configOf, listingOf, planInput, siteConfig } from './support.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const itemsOf = (all: readonly DistributionPlan[]): string[] =>
  all.flatMap(({ invalidations }) => invalidations.flatMap(({ items }) => items));

describe('what is asked for', () => {
  const images = numbers(500).map((index) => `img/2026/${index}.png`);
  const others = numbers(2_000).map((index) => `img/2025/${index}.png`);
  const rows: {
    name: string;
    keys: string[];
    present?: string[];
    config?: InvalidationConfig;
    expected: string[];
  }[] = [
    { name: 'one page', keys: ['a/index.html'], expected: ['/a', '/a/', '/a/index.html'] },
    {
      name: 'a folder that changed as a whole',
      keys: images,
      present: [...images, ...others],
      expected: ['/img/2026/*'],
    },
    {
      name: 'all of a site, where that is allowed',
      keys: images,
      present: images,
      config: siteConfig({ wholeDistribution: true }),
      expected: ['/img/2026/*'],
    },
    {
      name: 'a few files among many',
      keys: ['img/2025/1.png', 'img/2025/2.png'],
      present: others,
      expected: ['/img/2025/1.png', '/img/2025/2.png'],
    },
    {
      name: 'query strings',
      keys: ['a.html', 'b.html'],
      config: siteConfig({ queryStrings: 'cached' }),
      present: ['a.html', 'b.html', 'c.html'],
      expected: ['/a.html*', '/b.html*'],
    },
    {
      name: 'a wildcard that would save a path or two',
      keys: ['img/hero (1).jpg'],
      present: ['img/hero (1).jpg', 'img/other.jpg'],
      expected: ['/img/hero%20%281%29.jpg', '/img/hero%20(1).jpg', '/img/hero+(1).jpg'],
    },
    { name: 'a star in a key', keys: ['*'], expected: ['/%2A'] },
  ];
  it.each(rows)('$name', ({ keys, present, config = siteConfig(), expected }) => {
    const listings = present === undefined ? [] : [listingOf(present)];
    const { distributions } = plan(planInput(config, { changes: changesOf(keys), listings }));
    expect(itemsOf(distributions)).toEqual(expected);
  });

  it('8 pages whose query strings are cached: rather two invalidations than all that is beside them', () => {
    const keys = numbers(8).map((index) => `${index}/index.html`);
    const listings = [listingOf([...keys, ...numbers(5_000).map((index) => `${index % 8}/${index}.png`)])];
    const config = siteConfig({ queryStrings: 'cached' });
    const { distributions } = plan(planInput(config, { changes: changesOf(keys), listings }));
    expect(distributions.map(({ dropped }) => dropped)).toEqual([0]);
    const wildcards = distributions.flatMap(({ invalidations }) =>
      invalidations.map(({ items }) => items.filter((item) => item.endsWith('*')).length),
    );
    expect(wildcards).toEqual([15, 9]);
  });

  it('5,000 single files that no wildcard may cover: batches of 3,000', () => {
    const keys = numbers(5_000).map((index) => `${String.fromCodePoint(0x3041 + index)}.html`);
    const config = siteConfig({ indexDocuments: [] }, { refetchPrice: 1_000 });
    const { distributions } = plan(planInput(config, { changes: changesOf(keys) }));
    const batches = distributions.flatMap(({ invalidations }) => invalidations);
    expect(batches.map(({ items }) => items.length <= 3_000)).not.toContain(false);
    expect(new Set(batches.map(({ callerReference }) => callerReference)).size).toBe(batches.length);
    expect(new Set(batches.flatMap(({ eventIds }) => eventIds)).size).toBe(5_000);
  });
});

describe('the budget', () => {
  const keys = [...numbers(20).map((index) => `a/${index}`), ...numbers(20).map((index) => `b/${index}`)];
  const budget = (whenSpent: string): InvalidationConfig =>
    siteConfig({}, { table: 't', budget: { paths: 100, whenSpent } });
  const changes = changesOf(keys);
  const listings = [listingOf([...keys, ...numbers(500).flatMap((index) => [`a/x${index}`, `b/x${index}`])])];

  it('that suffices changes nothing', () => {
    const planned = plan(planInput(budget('spend'), { changes, listings, allowance: 40 }));
    expect(planned).toEqual(plan(planInput(siteConfig(), { changes, listings })));
    expect(itemsOf(planned.distributions).length).toBeGreaterThan(2);
  });
  it('that does not makes wildcards', () => {
    const { distributions } = plan(planInput(budget('spend'), { changes, listings, allowance: 5 }));
    expect(itemsOf(distributions)).toEqual(['/a/*', '/b/*']);
  });
  it('that cannot is spent on, with as few paths as possible', () => {
    const { distributions } = plan(planInput(budget('spend'), { changes, listings, allowance: 1 }));
    expect(distributions.map(({ isHeld }) => isHeld)).toEqual([false]);
    expect(itemsOf(distributions)).toEqual(['/a/*', '/b/*']);
  });
  it('that cannot holds back where that is asked for', () => {
    const { distributions } = plan(planInput(budget('hold'), { changes, listings, allowance: 1 }));
    expect(distributions.map(({ isHeld }) => isHeld)).toEqual([true]);
  });
  it('is shared by all distributions', () => {
    const config = configOf({
      sites: [
        { bucket: 'www', prefix: 'a/', distributions: ['E1'] },
        { bucket: 'www', prefix: 'b/', distributions: ['E2'] },
      ],
      table: 't',
      budget: { paths: 100 },
    });
    const { distributions } = plan(planInput(config, { changes, listings, allowance: 21 }));
    expect(itemsOf(distributions).length).toBeLessThanOrEqual(21);
  });
});

test('which items a change is in', () => {
  const keys = numbers(30).map((index) => `a/${index}`);
  const { distributions } = plan(
    planInput(siteConfig(), {
      changes: changesOf([...keys, 'b']),
      listings: [listingOf([...keys, 'b', 'c'])],
    }),
  );
  const [invalidation] = distributions.flatMap(({ invalidations }) => invalidations);
  expect(invalidation?.items).toEqual(['/a/*', '/b']);
  expect(invalidation?.itemEvents.map(({ length }) => length)).toEqual([30, 1]);
});

const step = fc.constantFrom('a', 'b', 'ab', 'é', '*', ' ', '+', '~x', 'index.html', 'a@2x', '😀', '%20');
const key = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'));
const site = fc.record({
  bucket: fc.constant('www'),
  distributions: fc.subarray(['E1', 'E2', 'E3'], { minLength: 1 }),
  prefix: fc.constantFrom('', 'a', 'a/'),
  originPath: fc.constantFrom('', '/a'),
  queryStrings: fc.constantFrom('ignored', 'cached'),
  spellings: fc.constantFrom('all', 'browser'),
  wholeDistribution: fc.boolean(),
  cleanUrls: fc.boolean(),
});
const input = fc.record({
  config: fc
    .record({
      sites: fc.array(site, { minLength: 1, maxLength: 3 }),
      freePaths: fc.constantFrom(0, 10, 1_000),
    })
    .map(configOf),
  keys: fc.uniqueArray(key, { minLength: 1, maxLength: 60 }),
  present: fc.uniqueArray(key, { maxLength: 60 }),
  isListed: fc.boolean(),
});

test('every changed key is covered, in any order of the changes, and limits hold', () => {
  fc.assert(
    fc.property(input, fc.func(fc.integer()), ({ config, keys, present, isListed }, order) => {
      const listings = isListed ? [listingOf([...new Set([...keys, ...present])])] : [];
      const changes = changesOf(keys);
      const planned = plan(planInput(config, { changes, listings }));
      for (const { bucket, prefix, originPath, distributions, queryStrings } of config.sites) {
        expect(bucket).toBe('www');
        const served = keys.filter(
          (each) => each.startsWith(prefix) && `/${each}`.startsWith(`${originPath}/`),
        );
        for (const distribution of distributions) {
          const own = planned.distributions.filter((each) => each.distribution === distribution);
          const items = itemsOf(own);
          for (const each of served) {
            const url = `/${each}`.slice(originPath.length).split('/').map(encodeURIComponent).join('/');
            const browser = url.replaceAll('%40', '@').replaceAll('*', '%2A').replaceAll('~', '%7E');
            expect([browser, covers(items, browser)]).toEqual([browser, true]);
            if (queryStrings === 'cached') expect(covers(items, `${browser}?q=1`)).toBe(true);
          }
          if (
            !config.sites.every((one) => !one.distributions.includes(distribution) || one.wholeDistribution)
          ) {
            expect(items).not.toContain('/*');
          }
        }
      }
      for (const { items } of planned.distributions.flatMap(({ invalidations }) => invalidations)) {
        expect(items.length).toBeLessThanOrEqual(3_000);
        expect(items.filter((item) => item.endsWith('*')).length).toBeLessThanOrEqual(15);
      }
      const shuffled = changes
        .map((change) => ({ change, by: order(change.key) }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ change }) => change);
      expect(plan(planInput(config, { changes: shuffled, listings }))).toEqual({
        ...planned,
        unmapped: expect.arrayContaining([...planned.unmapped]),
        skipped: expect.arrayContaining([...planned.skipped]),
      });
    }),
    { numRuns: RUNS },
  );
});
