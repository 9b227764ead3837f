import { expect, test } from 'vitest';
import { checkInvalidation, type CheckedSite } from '../../src/edge/check-invalidation.ts';

type Changes = Partial<CheckedSite['invalidation']> & { readonly index?: string };

function site({ index = 'index.html', ...invalidation }: Changes = {}): CheckedSite {
  return {
    index,
    invalidation: { immutable: [], cleanUrls: false, wholeDistribution: false, ...invalidation },
  };
}

test.for([
  { name: 'no site', sites: [], paths: [] },
  { name: 'defaults', sites: [site(), site({ cleanUrls: true, wholeDistribution: true })], paths: [] },
  { name: 'a good expression', sites: [site({ immutable: [String.raw`\.[0-9a-f]{8,}\.js$`] })], paths: [] },
  {
    name: 'a bad expression, the second of the second site',
    sites: [site(), site({ immutable: ['^a', '(b'] })],
    paths: [[1, 'invalidation', 'immutable', 1]],
  },
  {
    name: 'an empty expression',
    sites: [site({ immutable: [''] })],
    paths: [[0, 'invalidation', 'immutable', 0]],
  },
  { name: 'an index with a folder', sites: [site({ index: 'a/b.html' })], paths: [[0, 'index']] },
  {
    name: 'several at once',
    sites: [site({ index: 'a/b.html', immutable: ['['] }), site({ immutable: ['*'] })],
    paths: [
      [0, 'index'],
      [0, 'invalidation', 'immutable', 0],
      [1, 'invalidation', 'immutable', 0],
    ],
  },
])('$name', async ({ sites, paths }) => {
  const findings = await checkInvalidation(sites);
  expect(findings.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
  expect(findings).toHaveLength(paths.length);
  for (const { message } of findings) expect(message).toMatch(/^[a-z][^.\n]*/);
});
