import { describe, expect, it, test } from 'vitest';
import { countNeeds, needsOf } from '../src/needs.ts';
import { changesOf, configOf, siteConfig } from './support.ts';

const NONE = new Map();

describe('paths', () => {
  const rows: { name: string; site: object; keys: string[]; expected: string[] }[] = [
    { name: 'a key', site: {}, keys: ['a.png'], expected: ['/a.png'] },
    { name: 'an index document', site: {}, keys: ['a/index.html'], expected: ['/a', '/a/', '/a/index.html'] },
    {
      name: 'an immutable name',
      site: { immutable: ['^h/'] },
      keys: ['h/a.js', 'b.js'],
      expected: ['/b.js'],
    },
    { name: 'another prefix', site: { prefix: 'site/' }, keys: ['site/a', 'other/a'], expected: ['/site/a'] },
    {
      name: 'below the OriginPath',
      site: { originPath: '/site' },
      keys: ['site/a', 'other/a'],
      expected: ['/a'],
    },
  ];
  it.each(rows)('of $name', ({ site, keys, expected }) => {
    const { needs } = needsOf(siteConfig(site), changesOf(keys), NONE);
    expect(needs.flatMap(({ paths }) => [...paths.keys()]).toSorted()).toEqual(expected);
  });
});

test('a change that is told twice counts once', () => {
  const [change] = changesOf(['a']);
  const { needs } = needsOf(siteConfig(), [change!, { ...change!, messageId: 'again' }], NONE);
  expect(needs.map(({ paths }) => [...paths])).toEqual([[['/a', [change!.eventId]]]]);
});

test('each distribution of each site has its own', () => {
  const config = configOf({
    sites: [
      { bucket: 'www', distributions: ['E2', 'E1'] },
      { bucket: 'www', prefix: 'img/', originPath: '/img', distributions: ['E3'] },
    ],
  });
  const { needs } = needsOf(config, changesOf(['img/a']), NONE);
  expect(needs.map(({ distribution, paths }) => [distribution, ...paths.keys()])).toEqual([
    ['E1', '/img/a'],
    ['E2', '/img/a'],
    ['E3', '/a'],
  ]);
});

test('what is done for a distribution is left out there alone', () => {
  const config = configOf({ sites: [{ bucket: 'www', distributions: ['E1', 'E2'] }] });
  const done = new Map([['event of a', new Set(['E1'])]]);
  const { needs, skipped } = needsOf(config, changesOf(['a', 'b']), done);
  expect(needs.map(({ distribution, paths }) => [distribution, ...paths.keys()])).toEqual([
    ['E1', '/b'],
    ['E2', '/a', '/b'],
  ]);
  expect(skipped).toEqual([]);
});

test('cache tags stand for paths', () => {
  const config = siteConfig({ cacheTags: [{ keys: String.raw`^products/(\d+)/`, tag: 'product-$1' }] });
  const { needs } = needsOf(config, changesOf(['products/7/a.html', 'products/7/b.html', 'c']), NONE);
  expect(needs.map(({ tags, paths }) => [[...tags.keys()], [...paths.keys()]])).toEqual([
    [['#product-7'], ['/c']],
  ]);
  expect(countNeeds(needs)).toBe(2);
});

describe('changes of access', () => {
  const changes = changesOf(['a'], { kind: 'access' });
  it('do not count', () => {
    expect(needsOf(siteConfig(), changes, NONE)).toMatchObject({ needs: [], skipped: [{ key: 'a' }] });
  });
  it('count where that is asked for', () => {
    expect(needsOf(siteConfig({ accessChanges: true }), changes, NONE).needs).toHaveLength(1);
  });
});

test('a bucket that no site has is unmapped, an object that needs nothing is skipped', () => {
  const changes = [...changesOf(['a'], { bucket: 'other' }), ...changesOf(['b.1234abcd.js'])];
  const { needs, unmapped, skipped } = needsOf(
    siteConfig({ immutable: ['[.][0-9a-f]{8}[.]'] }),
    changes,
    NONE,
  );
  expect(needs).toEqual([]);
  expect(unmapped.map(({ key }) => key)).toEqual(['a']);
  expect(skipped.map(({ key }) => key)).toEqual(['b.1234abcd.js']);
});

test('query strings: only a wildcard covers a path', () => {
  const { needs } = needsOf(siteConfig({ queryStrings: 'cached' }), changesOf(['a.css']), NONE);
  expect(needs.map(({ open }) => [...open])).toEqual([['/a.css']]);
});
