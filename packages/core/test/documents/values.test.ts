import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLiteral, readValues, type ValueFormat } from '../../src/documents/index.ts';
import { RUNS } from '../runs.ts';

const READ: readonly (readonly [format: ValueFormat, text: string, value: unknown])[] = [
  ['json', '{"a": [1, "x", null], // comment\n}', { a: [1, 'x', null] }],
  ['json', '', {}],
  ['json', '\ufeff{"a": 1}', { a: 1 }],
  ['yaml', '', {}],
  ['yaml', '# nothing\n', {}],
  ['yaml', 'a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
  ['yaml', 'base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\n', { base: { x: 1, y: 2 }, c: { x: 1, y: 3 } }],
  ['yaml', 'd: 2020-01-01\nn: 0o17\n', { d: '2020-01-01', n: 15 }],
  ['toml', 'a = 1\n[b]\nc = "x"\n', { a: 1, b: { c: 'x' } }],
  ['dotenv', 'A=1\nexport B="x y"\nA=2\n', { A: '2', B: 'x y' }],
  ['properties', 'a.b=1\n', { 'a.b': '1' }],
  ['ini', 'a=1\n[s]\nb=x\n', { a: '1', s: { b: 'x' } }],
];

const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...Array.from('bcdefghi', (name, index) => {
    const alias = `*${'abcdefghi'[index] ?? ''}`;
    return `${name}: &${name} [${Array.from({ length: 9 }, () => alias).join(',')}]`;
  }),
].join('\n');

const REFUSED: readonly (readonly [name: string, format: ValueFormat, text: string])[] = [
  ['broken JSON', 'json', '{"a": hunter2}'],
  ['a YAML bomb', 'yaml', BOMB],
  ['several documents', 'yaml', 'a: 1\n---\nb: 2\n'],
  ['a key twice', 'yaml', 'a: 1\na: hunter2\n'],
  ['a map as a key', 'yaml', '? {a: hunter2}\n: 1\n'],
  ['an alias without an anchor', 'yaml', 'a: *hunter2\n'],
  ['YAML nested 5,000 deep', 'yaml', '['.repeat(5000) + ']'.repeat(5000)],
  ['broken TOML', 'toml', 'a = hunter2\n'],
];

describe('readValues', () => {
  test.each(READ)('%s %j', async (format, text, value) => {
    expect(structuredClone(await readValues(format, text))).toEqual(value);
  });

  test.each(REFUSED)('refuses %s without quoting it', async (_, format, text) => {
    const refusal = readValues(format, text);
    await expect(refusal).rejects.toMatchObject({ code: 'FORMAT_NOT_PARSABLE' });
    await expect(refusal).rejects.not.toThrow(/hunter2/u);
  });

  test.each(['json', 'yaml', 'toml', 'dotenv'] as const)(
    '%s: __proto__ is a key of its own',
    async (format) => {
      const text = {
        json: '{"__proto__": "x"}',
        yaml: '__proto__: x',
        toml: '__proto__ = "x"',
        dotenv: '__proto__=x',
      };
      const value = await readValues(format, text[format]);
      expect(Object.keys(Object(value))).toEqual(['__proto__']);
    },
  );

  test('reads what JSON.stringify writes, in JSON and YAML', async () => {
    const check = async (value: unknown): Promise<void> => {
      const text = JSON.stringify({ value });
      expect(await readValues('json', text)).toEqual(JSON.parse(text));
      expect(await readValues('yaml', text)).toEqual(JSON.parse(text));
    };
    await fc.assert(fc.asyncProperty(fc.jsonValue(), check), { numRuns: RUNS });
  });
});

describe('readLiteral', () => {
  test.each([
    ['json', 'number', '5432', 5432],
    ['yaml', 'number', '0o17', 15],
    ['yaml', 'boolean', 'true', true],
    ['json', 'null', 'null', null],
    ['yaml', 'null', 'null', null],
    ['yaml', 'null', '~', null],
    ['toml', 'number', '1_000', 1000],
  ] as const)('%s %s %s', async (format, type, literal, value) => {
    expect(await readLiteral(format, type, literal)).toBe(value);
  });

  test('a date of TOML', async () => {
    expect(await readLiteral('toml', 'datetime', '1979-05-27')).toBeInstanceOf(Date);
  });

  test.each([
    ['json', 'number', 'hunter2'],
    ['json', 'boolean', '1'],
    ['toml', 'number', '1\nb = 2'],
    ['yaml', 'number', '"5"'],
  ] as const)('%s: no %s: %j', async (format, type, literal) => {
    const refusal = readLiteral(format, type, literal);
    await expect(refusal).rejects.toMatchObject({ code: 'FORMAT_NOT_PARSABLE' });
    await expect(refusal).rejects.not.toThrow(/hunter2/u);
  });
});
