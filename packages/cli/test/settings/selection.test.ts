import { formatPath, parsePath } from '@kmscrypt/core/documents';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPathPattern, keyPattern, selectorOf } from '../../src/settings/selection.ts';

const flat = { path: (text: string) => [text] };
const nested = { path: parsePath };

test.each([
  ['a path', ['db.password'], undefined, 'db.password', true],
  ['another path', ['db.password'], undefined, 'db.host', false],
  ['all below a path', ['db'], undefined, 'db.a[0].b', true],
  ['not above it', ['db.a'], undefined, 'db', false],
  ['one step', ['db.*.pw'], undefined, 'db.main.pw', true],
  ['one step only', ['db.*.pw'], undefined, 'db.a.b.pw', false],
  ['a place', ['l[*].env.*'], undefined, 'l[3].env.TOKEN', true],
  ['a part of a key', ['*_TOKEN'], undefined, 'API_TOKEN', true],
  ['any steps', ['**.pw'], undefined, 'a.b.c.pw', true],
  ['no step', ['**.pw'], undefined, 'pw', true],
  ['a pointer', ['/db/*/pw'], undefined, 'db.x.pw', true],
  ['a dash and a slash', ['api-key', '["a/b"]'], undefined, 'api-key', true],
  ['characters of patterns', ['a+b'], undefined, '["a+b"]', true],
  ['one of several', ['a', 'b'], undefined, 'b', true],
  ['a key', [], 'pass', 'db.password', true],
  ['a key on the way', [], '^secrets$', 'secrets.a.b', true],
  ['case counts', [], 'password', 'PASSWORD', false],
  ['or not', [], '(?i)password', 'DB_PASSWORD', true],
  ['places are no keys', [], '0', 'l[0]', false],
])('%s', (_name, paths, match, path, expected) => {
  expect(selectorOf({ paths, match }, nested)(parsePath(path))).toBe(expected);
});

test('a path selects itself, whatever its keys are', () => {
  const step = fc.oneof(
    fc.string({ unit: 'grapheme' }).filter((key) => !key.includes('*')),
    fc.nat(9),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1 }), (path) => {
      expect(selectorOf({ paths: [formatPath(path)] }, nested)(path)).toBe(true);
    }),
  );
});

test('a dot belongs to the key where keys are flat', () => {
  expect(selectorOf({ paths: ['db.*'] }, flat)(['db.password'])).toBe(true);
});

test.each(['a..b', '', 'a[', '/a~2'])('%j is no path', (text) => {
  expect(isPathPattern(text)).toBe(false);
});

test('what is no regular expression', () => {
  expect(keyPattern('(')).toBeUndefined();
});
