import { expect, test } from 'vitest';
import { checkConfig } from '../../../src/config/check-config.ts';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { type Change, problemsOf, refused } from '../rows.ts';
import { valid } from '../valid.ts';

type Sites = NonNullable<ConfigInput['environments'][number]['sites']>;

const SITES = 'environments[1].sites';

function sites(count: number, more: Partial<Sites[number]> = {}): Sites {
  return Array.from({ length: count }, (_, index) => ({
    name: `s-${index}`,
    domain: `s-${index}.example.com`,
    ...more,
  }));
}

const LONG = { invalidation: { immutable: ['x'.repeat(4000)] } };

refused([
  ['30 sites', { [SITES]: sites(30) }, 'INVALIDATION_INVALID'],
  ['a site with long patterns', { [SITES]: sites(1, LONG) }, 'INVALIDATION_INVALID'],
]);

test('the size and the limit are told, with what to do', async () => {
  const [problem] = await problemsOf({ [SITES]: sites(30) });
  expect(problem?.message).toMatch(/ [45]\d{3} bytes.* 4096/);
  expect(problem?.cure).toBeDefined();
});

/** Of a site that is wrong nobody knows how long it is. */
test.each<readonly [string, Change, readonly string[]]>([
  [
    'a name that is wrong',
    { name: 'A' },
    ['VALUE_INVALID name', 'INVALIDATION_INVALID environments[1].sites'],
  ],
  [
    'a pattern that is wrong',
    { 'environments[1].sites[0].invalidation': { immutable: [{}, 'x'.repeat(4000)] } },
    [
      'TYPE_WRONG environments[1].sites[0].invalidation.immutable[0]',
      'INVALIDATION_INVALID environments[1].sites',
    ],
  ],
])('beside %s it is told if it is too much in any case', async (_, change, told) => {
  const many = 'environments[1].sites[0].invalidation' in change ? {} : { [SITES]: sites(30) };
  const problems = await problemsOf({ ...many, ...change });
  expect(problems.map(({ code, path }) => `${code} ${path}`).toSorted()).toEqual(told.toSorted());
});

test('what only a wrong name makes too long is not told', async () => {
  const config = valid();
  const full = async (count: number, name: string): Promise<readonly string[]> => {
    const [stage, prod] = config.environments;
    const environments = [stage, { ...prod, sites: sites(count) }];
    const { problems = [] } = await checkConfig({ ...config, name, environments });
    return problems.map(({ code }) => code);
  };
  const counts = Array.from({ length: 30 }, (_, index) => index + 1);
  const told = await Promise.all(counts.map((count) => full(count, 'ab')));
  const most = told.findIndex((codes) => codes.length > 0);
  expect(most).toBeGreaterThan(0);
  expect(await full(most, 'A')).toEqual(['VALUE_INVALID']);
});
