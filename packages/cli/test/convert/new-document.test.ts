import { DOCUMENT_FORMATS, formatPath, type Path, type ScalarType } from '@kmscrypt/core/documents';
import { describe, expect, test } from 'vitest';
import { convertedText } from '../../src/convert/conversion.ts';
import { newDocument } from '../../src/convert/new-document.ts';
import { pathsOfNames } from '../../src/convert/names.ts';

const value = (path: Path, text: string, isSecret = true, type: ScalarType = 'string') => ({
  path,
  text,
  type,
  isSecret,
});
const VALUES = [
  value(['db', 'password'], 'p"\n\u0000'),
  value(['db', 'user'], 'u', false),
  value(['api-key'], 'k'),
];
const NONE = { path: [] };

async function convert(
  format: (typeof DOCUMENT_FORMATS)[number],
  values: readonly ReturnType<typeof value>[] = VALUES,
  select: { readonly path: readonly string[]; readonly match?: string } = NONE,
): Promise<{ readonly text: string; readonly secrets: readonly (readonly [string, unknown])[] }> {
  const conversion = await newDocument({ values, warnings: [] }, { name: 'n', format, found: {}, select });
  const tokens = conversion.secrets.map((_, index) => `kmscrypt::AAA${index}`);
  const secrets = conversion.secrets.map(({ path, plaintext }) => [formatPath(path), plaintext] as const);
  return { text: convertedText(conversion, tokens, 'n'), secrets };
}

test.each([
  [
    'json',
    '{\n  "db": {\n    "password": "kmscrypt::AAA0",\n    "user": "u"\n  },\n  "api-key": "kmscrypt::AAA1"\n}\n',
  ],
  ['yaml', 'db:\n  password: kmscrypt::AAA0\n  user: u\napi-key: kmscrypt::AAA1\n'],
  ['properties', 'db.password=kmscrypt::AAA0\ndb.user=u\napi-key=kmscrypt::AAA1\n'],
] as const)('%s', async (format, expected) => {
  expect((await convert(format)).text).toBe(expected);
});

test.each(DOCUMENT_FORMATS.filter((format) => format !== 'text' && format !== 'ini'))(
  'keys that objects have, in %s',
  async (format) => {
    const { text, secrets } = await convert(format, [value(['__proto__'], 'p'), value(['constructor'], 'q')]);
    expect(secrets.map(([, plaintext]) => plaintext)).toEqual(['p', 'q']);
    expect(text.match(/kmscrypt::AAA\d/gu)).toHaveLength(2);
  },
);

test('a token that is missing is a bug, and never an empty value', async () => {
  const conversion = await newDocument(
    { values: VALUES, warnings: [] },
    { name: 'n', format: 'json', found: {}, select: NONE },
  );
  expect(() => convertedText(conversion, ['kmscrypt::AAA0'], 'n')).toThrow(TypeError);
});

test('names in dotenv are those of environment variables', async () => {
  const values = [...VALUES, value(['2fa'], 'x')];
  const keys = (await convert('dotenv', values)).text.split('\n').map((line) => line.split('=')[0]);
  expect(keys).toEqual(['DB_PASSWORD', 'DB_USER', 'API_KEY', '_2FA', '']);
});

describe.each(DOCUMENT_FORMATS.filter((format) => format !== 'text'))('%s', (format) => {
  test('plaintexts stand nowhere, tokens stand once', async () => {
    const { text, secrets } = await convert(format);
    expect(text.match(/kmscrypt::AAA\d/gu)?.toSorted()).toEqual(['kmscrypt::AAA0', 'kmscrypt::AAA1']);
    expect(secrets.map(([, plaintext]) => plaintext)).toEqual(['p"\n\u0000', 'k']);
  });
});

test.each([
  ['a path', { path: ['db.user'] }, ['db.password', 'db.user', 'api-key']],
  ['a path that is secret anyway', { path: ['db.password'] }, ['db.password', 'api-key']],
  ['a pattern', { path: [], match: 'us' }, ['db.password', 'db.user', 'api-key']],
])('others become tokens by %s', async (_name, select, expected) => {
  expect((await convert('json', VALUES, select)).secrets.map(([path]) => path)).toEqual(expected);
});

test.each([
  ['json', 'number'],
  ['yaml', 'number'],
  ['toml', 'number'],
  ['dotenv', 'string'],
  ['properties', 'string'],
] as const)('a number in %s is a %s', async (format, expected) => {
  const values = [value(['port'], '5432', true, 'number')];
  const made = await newDocument({ values, warnings: [] }, { name: 'n', format, found: {}, select: NONE });
  expect(made.secrets.map(({ type }) => type)).toEqual([expected]);
});

test.each([
  ['a path that leads nowhere', 'json', VALUES, { path: ['x'] }, 'PATH_NOT_FOUND'],
  ['two values of one name', 'dotenv', [value(['a', 'b'], '1'), value(['a_b'], '2')], NONE, 'PATH_AMBIGUOUS'],
  ['a value above another', 'json', [value(['a'], '1'), value(['a', 'b'], '2')], NONE, 'PATH_NOT_A_VALUE'],
  ['a value below another', 'json', [value(['a', 'b'], '1'), value(['a'], '2')], NONE, 'PATH_NOT_A_VALUE'],
  ['a key that readers of INI drop', 'ini', [value(['__proto__'], '1')], NONE, 'FORMAT_CANNOT_EXPRESS'],
  ['plain text', 'text', VALUES, NONE, 'FORMAT_CANNOT_EXPRESS'],
] as const)('%s is refused', async (_name, format, values, select, code) => {
  await expect(convert(format, values, select)).rejects.toMatchObject({ code });
});

test.each([
  [
    ['/a/b/c', '/a/b/d'],
    ['c', 'd'],
  ],
  [
    ['/a/b/c', '/a/d'],
    ['b/c', 'd'],
  ],
  [
    ['/a/b', '/c/b'],
    ['a/b', 'c/b'],
  ],
  [['/a/b'], ['b']],
  [['a'], ['a']],
  [
    ['/a', '/a/b'],
    ['a', 'a/b'],
  ],
  [[], []],
])('the names %j', (names, expected) => {
  expect(pathsOfNames(names).map((path) => path.join('/'))).toEqual(expected);
});
