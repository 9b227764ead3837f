import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Site } from '../src/config.ts';
import { browserPath, viewerPaths } from '../src/viewer-paths.ts';
import { covers } from './matcher.ts';
import { RUNS } from './runs.ts';
import { ODD_KEYS, s3Key } from './s3-keys.ts';
import { siteConfig } from './support.ts';

function siteOf(fields: object = {}): Site {
  return siteConfig(fields).sites[0]!;
}

/** The paths, open ones with a `*` behind them as they would be asked for. */
function itemsOf(key: string, fields: object = {}): readonly string[] {
  return viewerPaths(siteOf(fields), key).map(({ path, isOpen }) => (isOpen ? `${path}*` : path));
}

describe('the paths of a key', () => {
  it.each<readonly [key: string, expected: readonly string[]]>([
    ['a/b.css', ['/a/b.css']],
    ['a b.html', ['/a%20b.html', '/a+b.html']],
    ['a+b', ['/a%2Bb']],
    ['100%', ['/100%25']],
    ['%2B', ['/%252B']],
    ['%20 ', ['/%2520%20', '/%2520+']],
    ['caf\u{e9}', ['/caf%C3%A9']],
    ['cafe\u{301}', ['/cafe%CC%81']],
    ['\u{1f600}', ['/%F0%9F%98%80']],
    ['a//b', ['/a//b']],
    ['/a', ['//a']],
    ['../a/../b', ['/../a/../b']],
    ['*', ['/%2A']],
    ['a*', ['/a%2A']],
    ['a?b#c', ['/a%3Fb%23c']],
    ['a~b', ['/a%7Eb']],
    ['photo[1].jpg', ['/photo%5B1%5D.jpg']],
    ['"a"\'b\'', ["/%22a%22'b'", '/%22a%22%27b%27']],
    ['a\\b', ['/a%5Cb']],
    ['a\tb\u{0}', ['/a%09b%00']],
    ['a|b^c`d{e}<f>', ['/a%7Cb%5Ec%60d%7Be%7D%3Cf%3E']],
    ['a@2x.png', ['/a@2x.png', '/a%402x.png']],
    ['a&b c', ['/a&b%20c', '/a%26b%20c', '/a&b+c']],
    ["!'()-_.", ["/!'()-_.", '/%21%27%28%29-_.']],
    ['$&,:;=', ['/$&,:;=', '/%24%26%2C%3A%3B%3D']],
    ['dir/', ['/dir/']],
    ['', ['/']],
    ['a\u{d800}b', ['/a%EF%BF%BDb']],
  ])('%j', (key, expected) => {
    expect(itemsOf(key)).toEqual(expected);
    expect(itemsOf(key, { spellings: 'browser' })).toEqual(expected.slice(0, 1));
    expect(browserPath(siteOf(), key)).toBe(expected[0]);
  });
});

describe('what else leads to an object', () => {
  const CLEAN = { cleanUrls: true };
  it.each<readonly [name: string, fields: object, key: string, expected: readonly string[]]>([
    ['an index document', {}, 'a/b/index.html', ['/a/b/index.html', '/a/b/', '/a/b']],
    ['that of the root', {}, 'index.html', ['/index.html', '/']],
    ['that of a folder without a name', {}, '/index.html', ['//index.html', '//']],
    ['that of one in a folder', {}, 'a//index.html', ['/a//index.html', '/a//']],
    [
      'in a folder with a space',
      {},
      'a b/index.html',
      ['/a%20b/index.html', '/a+b/index.html', '/a%20b/', '/a+b/', '/a%20b', '/a+b'],
    ],
    ['another name', {}, 'a/my-index.html', ['/a/my-index.html']],
    ['another index document', { indexDocuments: ['a.htm'] }, 'x/a.htm', ['/x/a.htm', '/x/', '/x']],
    ['no index documents', { indexDocuments: [] }, 'x/index.html', ['/x/index.html']],
    ['a clean URL', CLEAN, 'a/about.html', ['/a/about.html', '/a/about']],
    ['a clean URL of an index document', CLEAN, 'a/index.html', ['/a/index.html', '/a/', '/a', '/a/index']],
    ['no clean URL of nothing', CLEAN, 'a/.html', ['/a/.html']],
    ['no clean URL of another type', CLEAN, 'a/about.css', ['/a/about.css']],
    ['no clean URLs', {}, 'about.html', ['/about.html']],
    ['below the OriginPath', { originPath: '/site' }, 'site/index.html', ['/index.html', '/']],
    ['the folder of the OriginPath', { originPath: '/site' }, 'site/', ['/']],
    ['not below the OriginPath', { originPath: '/site' }, 'index.html', []],
    ['beside the OriginPath', { originPath: '/site' }, 'site2/a', []],
    ['the OriginPath itself', { originPath: '/site' }, 'site', []],
    ['an OriginPath of two folders', { originPath: '/a/b' }, 'a/b/c', ['/c']],
  ])('%s', (_name, fields, key, expected) => {
    expect(itemsOf(key, fields)).toEqual(expected);
    expect(browserPath(siteOf(fields), key)).toBe(expected[0]);
  });
});

describe('where query strings are cached', () => {
  it.each<readonly [key: string, expected: readonly string[]]>([
    ['a.css', ['/a.css*']],
    ['a', ['/a*']],
    ['a b', ['/a%20b*', '/a+b*']],
    ['index.html', ['/index.html*', '/', '/?*', '/index', '/index?*']],
    ['a/index.html', ['/a/index.html*', '/a/', '/a/?*', '/a', '/a?*', '/a/index', '/a/index?*']],
    ['dir/', ['/dir/', '/dir/?*']],
    ['about.html', ['/about.html*', '/about', '/about?*']],
  ])('%s', (key, expected) => {
    const items = itemsOf(key, { queryStrings: 'cached', cleanUrls: true });
    expect(items).toEqual(expected);
    expect([`/${key}`, `/${key}?`, `/${key}?a=/*`].filter((url) => !covers(items, url))).toEqual([]);
  });

  it('neither a folder nor the root drops what is below it', () => {
    const items = ['index.html', 'a/index.html', 'a/'].flatMap((key) =>
      itemsOf(key, { queryStrings: 'cached' }),
    );
    expect(['/b', '/a/b', '/ab'].filter((url) => covers(items, url))).toEqual([]);
  });
});

/** The ways in which URLs of a key are written, each by other code than ours. */
function urlsOf(key: string): { readonly browser: string; readonly others: readonly string[] } {
  // What a link has to escape for the URL to mean this key: browsers drop some controls, and take dots and `\` for folders.
  const link = key.replaceAll(/[%?#+\\\p{Cc}]|^ | $/gu, (character) => encodeURIComponent(character));
  const isWalked = key.split('/').some((segment) => segment === '.' || segment === '..');
  const browser = isWalked ? encodeURI(key).replaceAll(/[?#+]/g, encodeURIComponent) : undefined;
  const path = browser === undefined ? new URL(`http://www.example/${link}`).pathname : `/${browser}`;
  const component = `/${key.split('/').map(encodeURIComponent).join('/')}`;
  return { browser: path, others: [component, path.replaceAll('%20', '+')] };
}

const served = fc.record({
  indexDocuments: fc.constantFrom([], ['index.html'], ['index.html', 'about.html']),
  cleanUrls: fc.boolean(),
  queryStrings: fc.constantFrom('ignored', 'cached'),
});
const examples = ODD_KEYS.map((key): [string, object] => [key, {}]);

test('every URL in use is covered, with query strings where they are cached', () => {
  const isCovered = fc.property(s3Key, served, (key, fields) => {
    const { browser, others } = urlsOf(key);
    const queries =
      'queryStrings' in fields && fields.queryStrings === 'cached' ? ['', '?', '?a=b%20*'] : [''];
    for (const query of queries) {
      const urls = [browser, ...others].map((url) => `${url}${query}`);
      expect(urls.filter((url) => !covers(itemsOf(key, fields), url))).toEqual([]);
      expect(covers(itemsOf(key, { ...fields, spellings: 'browser' }), `${browser}${query}`)).toBe(true);
    }
  });
  fc.assert(isCovered, { numRuns: RUNS, examples });
});

test('every path is one that CloudFront takes, and one of this key alone', () => {
  const isTaken = fc.property(s3Key, served, (key, fields) => {
    const paths = viewerPaths(siteOf(fields), key);
    for (const { path, isOpen } of paths) {
      expect(path).toMatch(isOpen ? /^\/[\w\-.!$&'(),/:;=@%+]*[?]?$/ : /^\/[\w\-.!$&'(),/:;=@%+]*$/);
      expect(path).not.toMatch(/%(?![0-9A-F]{2})/);
      expect(path.length).toBeLessThan(4_000);
    }
    expect(new Set(paths.map(({ path }) => path)).size).toBe(paths.length);
  });
  fc.assert(isTaken, { numRuns: RUNS, examples });
});

test('a path decoded is the key, or a name of its folder or page', () => {
  const isOwn = fc.property(s3Key, served, (key, fields) => {
    const names = new Set([`/${key}`, `/${key.replace(/\.html$/, '')}`]);
    for (const folder of [`/${key}`.replace(/[^/]*$/, ''), `/${key}`.replace(/\/[^/]*$/, '')])
      names.add(folder);
    const decoded = viewerPaths(siteOf(fields), key).map(({ path }) => {
      return decodeURIComponent(path.replace(/[?]$/, '').replaceAll('+', ' '));
    });
    expect(decoded.filter((name) => !names.has(name))).toEqual([]);
    const own = viewerPaths(siteOf({ indexDocuments: [] }), key).map(({ path }) => path);
    expect(own.map((path) => decodeURIComponent(path.replaceAll('+', ' ')))).toEqual(
      own.map(() => `/${key}`),
    );
  });
  fc.assert(isOwn, { numRuns: RUNS, examples });
});
