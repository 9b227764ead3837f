import { describe, expect, it } from 'vitest';
import { needsOf } from '../src/needs.ts';
import { unchangedOf } from '../src/unchanged.ts';
import type { Listing } from '../src/inventory.ts';
import { changesOf, listingOf, siteConfig } from './support.ts';

const KEYS = ['a/1', 'a/2', 'a/b/3', 'b/1', 'ä/1'];

function count(prefix: string, listings: readonly Listing[], site: object = {}): number {
  const { needs } = needsOf(siteConfig(site), changesOf(['a/1', 'a/new']), new Map());
  return unchangedOf(needs[0]!, listings)(prefix);
}

describe('objects that have not changed', () => {
  const rows: { name: string; prefix: string; listings: Listing[]; site?: object; expected: number }[] = [
    { name: 'all of them', prefix: '/', listings: [listingOf(KEYS)], expected: 4 },
    { name: 'in a folder, less those that have', prefix: '/a/', listings: [listingOf(KEYS)], expected: 2 },
    { name: 'from a letter on', prefix: '/a', listings: [listingOf(KEYS)], expected: 2 },
    { name: 'that are not ASCII', prefix: '/%C3%A4/', listings: [listingOf(KEYS)], expected: 1 },
    { name: 'nowhere', prefix: '/z/', listings: [listingOf(KEYS)], expected: 0 },
    { name: 'listed twice', prefix: '/a/', listings: [listingOf(KEYS), listingOf(KEYS)], expected: 2 },
    {
      name: 'of another bucket',
      prefix: '/',
      listings: [listingOf(KEYS), listingOf(['x'], { bucket: 'o' })],
      expected: 4,
    },
    {
      name: 'below the OriginPath',
      prefix: '/',
      listings: [listingOf(['a/1', 'a/2', 'b/1'])],
      site: { originPath: '/a' },
      expected: 1,
    },
  ];
  it.each(rows)('$name', ({ prefix, listings, site, expected }) => {
    expect(count(prefix, listings, site)).toBe(expected);
  });
});

describe('what was not listed is assumed', () => {
  const rows: { name: string; prefix: string; listings: Listing[]; site?: object; expected: number }[] = [
    { name: 'at the root', prefix: '/', listings: [], expected: 10_000 },
    { name: 'in a folder', prefix: '/a/', listings: [], expected: 1_000 },
    { name: 'in one below', prefix: '/a/b/', listings: [], expected: 100 },
    { name: 'deep down', prefix: '/a/b/c/d/e/f/g/', listings: [], expected: 1 },
    {
      name: 'above what was listed',
      prefix: '/',
      listings: [listingOf(['a/1', 'a/2'], { prefix: 'a/' })],
      expected: 10_001,
    },
    {
      name: 'not within it',
      prefix: '/a/b',
      listings: [listingOf(['a/1', 'a/b2'], { prefix: 'a/' })],
      expected: 1,
    },
    {
      name: 'beside what was listed',
      prefix: '/img/',
      listings: [listingOf(['b/1'], { prefix: 'b/' })],
      site: { originPath: '/a' },
      expected: 1_000,
    },
    {
      name: 'behind the last page',
      prefix: '/a/',
      listings: [listingOf(['a/1', 'a/2'], { isComplete: false })],
      expected: 1_001,
    },
  ];
  it.each(rows)('$name', ({ prefix, listings, site, expected }) => {
    expect(count(prefix, listings, site)).toBe(expected);
  });
});

describe('where query strings are cached', () => {
  const { needs } = needsOf(siteConfig({ queryStrings: 'cached' }), changesOf(['a/index.html']), new Map());
  const unchanged = unchangedOf(needs[0]!, []);
  it.each([
    { name: 'those of a path are nothing else', prefix: '/a/?', expected: 0 },
    { name: 'a file is taken for the only one', prefix: '/a/index.html', expected: 0 },
    { name: 'a folder is not', prefix: '/a/', expected: 1_000 },
  ])('$name', ({ prefix, expected }) => {
    expect(unchanged(prefix)).toBe(expected);
  });
});

it('a site elsewhere does not matter', () => {
  expect(count('/z/', [], { prefix: 'a/' })).toBe(0);
});
