import { expect, it, test } from 'vitest';
import { callerReference } from '../src/caller-reference.ts';
import { siteConfig } from './support.ts';

const { sites } = siteConfig();
const reference = callerReference({ distribution: 'E1', sites }, ['a', 'b']);

test('the same changes have the same reference', () => {
  expect(callerReference({ distribution: 'E1', sites }, ['a', 'b'])).toBe(reference);
  expect(reference).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  { name: 'another distribution', other: callerReference({ distribution: 'E2', sites }, ['a', 'b']) },
  { name: 'another change', other: callerReference({ distribution: 'E1', sites }, ['a', 'c']) },
  { name: 'fewer changes', other: callerReference({ distribution: 'E1', sites }, ['a']) },
  { name: 'a part of a plan', other: callerReference({ distribution: 'E1', sites }, ['a', 'b'], ['/a']) },
  {
    name: 'changes that join to the same text',
    other: callerReference({ distribution: 'E1', sites }, ['a\nb']),
  },
  {
    name: 'another config',
    other: callerReference({ distribution: 'E1', ...siteConfig({ cleanUrls: true }) }, ['a', 'b']),
  },
])('$name has another', ({ other }) => {
  expect(other).not.toBe(reference);
});
