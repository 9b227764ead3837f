import { expect, test } from 'vitest';
import { cacheTagOf } from '../src/cache-tag.ts';
import { siteConfig } from './support.ts';

const PRODUCT = { keys: '^products/(\\d+)/', tag: 'product-$1' };

test.each<readonly [name: string, rules: readonly object[], key: string, expected: string | undefined]>([
  ['no rules', [], 'products/12/a.html', undefined],
  ['a group', [PRODUCT], 'products/12/a.html', '#product-12'],
  ['no match', [PRODUCT], 'a/products/12/a.html', undefined],
  ['a match in the middle', [{ keys: '/(\\d+)/', tag: 'p$1' }], 'a/12/b', '#p12'],
  ['a named group', [{ keys: '(?<lang>en|de)/', tag: 'lang:$<lang>' }], 'x/de/a', '#lang:de'],
  ['a group that is not there', [{ keys: 'a(b)?', tag: 't$1' }], 'a', '#t'],
  ['a dollar', [{ keys: 'a', tag: '$$1' }], 'xax', '#$1'],
  ['a tag longer than the key', [{ keys: 'a', tag: 'a-long-tag' }], 'xax', '#a-long-tag'],
  ['capitals', [{ keys: '^(.*)$', tag: '$1' }], 'ABC', '#abc'],
  ['the first of two rules', [{ keys: '^products/', tag: 'all' }, PRODUCT], 'products/12/a', '#all'],
  ['the second of two rules', [{ keys: '^x', tag: 'x' }, PRODUCT], 'products/12/a', '#product-12'],
  ['a star, which CloudFront refuses', [{ keys: '^(.*)$', tag: '$1' }], 'a*b', undefined],
  ['255 characters', [{ keys: '^(.*)$', tag: '$1' }], 'x'.repeat(255), `#${'x'.repeat(255)}`],
  ['256 characters', [{ keys: '^(.*)$', tag: '$1' }], 'x'.repeat(256), undefined],
  ['nothing', [{ keys: '^()', tag: '$1' }], 'a', undefined],
  ['a comma', [{ keys: '^(.*)$', tag: '$1' }], 'a,b', undefined],
  ['a space', [{ keys: '^(.*)$', tag: '$1' }], 'a b', undefined],
  ['a letter that is not ASCII', [{ keys: '^(.*)$', tag: '$1' }], 'caf\u{e9}', undefined],
  ['a letter that is ASCII only in lower case', [{ keys: '^(.*)$', tag: '$1' }], '\u{212a}', undefined],
  [
    'an illegal tag before a legal one',
    [
      { keys: 'a', tag: 'a b' },
      { keys: 'a', tag: 'a' },
    ],
    'a',
    undefined,
  ],
])('%s', (_name, cacheTags, key, expected) => {
  expect(cacheTagOf(siteConfig({ cacheTags }).sites[0]!, key)).toBe(expected);
});
