import { expect, it } from 'vitest';
import { needsOf } from '../src/needs.ts';
import { placesToList } from '../src/places-to-list.ts';
import { changesOf, configOf, siteConfig } from './support.ts';

const MANY = Array.from({ length: 50 }, (_, index) => index);

it.each([
  {
    name: 'a few paths save less than one object is worth',
    config: siteConfig(),
    keys: ['a/1', 'a/2'],
    expected: [],
  },
  {
    name: 'few paths are listed where the budget does not allow them',
    config: siteConfig(),
    keys: ['a/1', 'a/2'],
    allowance: 1,
    expected: [{ bucket: 'www', prefix: 'a/' }],
  },
  {
    name: 'many are listed from their common prefix on',
    config: siteConfig(),
    keys: MANY.map((index) => `img/2026/${index}.png`),
    expected: [{ bucket: 'www', prefix: 'img/2026/' }],
  },
  {
    name: 'whatever the prefix is',
    config: siteConfig(),
    keys: MANY.map((index) => `${index}.png`),
    expected: [{ bucket: 'www', prefix: '' }],
  },
  {
    name: 'a prefix is never cut within a character',
    config: siteConfig(),
    keys: MANY.map((index) => `a${String.fromCodePoint(0x1_f600 + index)}`),
    expected: [{ bucket: 'www', prefix: 'a' }],
  },
  {
    name: 'what needs nothing does not widen it',
    config: siteConfig({ immutable: ['^logs/'] }),
    keys: ['logs/1', ...MANY.map((index) => `img/2026/${index}.png`)],
    expected: [{ bucket: 'www', prefix: 'img/2026/' }],
  },
  {
    name: 'only the buckets of the distributions that need it',
    config: configOf({
      sites: [
        { bucket: 'www', distributions: ['E1'] },
        { bucket: 'other', distributions: ['E2'] },
      ],
    }),
    keys: MANY.map((index) => `${index}`),
    expected: [{ bucket: 'www', prefix: '' }],
  },
])('$name', ({ config, keys, allowance = Infinity, expected }) => {
  const changes = [...changesOf(keys), ...changesOf(['x'], { bucket: 'other', eventId: 'other' })];
  const { needs } = needsOf(config, changes, new Map());
  expect(placesToList(config, changes, { needs, allowance })).toEqual(expected);
});
