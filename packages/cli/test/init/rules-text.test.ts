import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { proposeRules } from '../../src/init/propose.ts';
import { type NewRules, rulesText } from '../../src/init/rules-text.ts';
import { parseRules, ruleFor } from '../../src/settings/rules.ts';
import { keyPattern } from '../../src/settings/selection.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', 'schema', 'kmscrypt.schema.json');
const judge = z.fromJSONSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')) as z.core.JSONSchema.JSONSchema);

const PROPOSALS = proposeRules([
  '.env',
  '.env.dev',
  'config/a-stage.json',
  'b.prod.yml',
  'config/prod/x.toml',
]);
const NONE: NewRules = { keyIds: [], region: undefined, proposals: [], schema: undefined };

describe.each<readonly [string, NewRules]>([
  ['nothing', NONE],
  ['a region alone', { ...NONE, region: 'us-east-1' }],
  ['a key', { ...NONE, keyIds: ['alias/cmk-dev'] }],
  ['several keys', { ...NONE, keyIds: ['alias/cmk-dev', 'local'] }],
  ['rules, without a key', { ...NONE, proposals: PROPOSALS }],
  ['rules and a key', { ...NONE, keyIds: ['alias/cmk-dev'], proposals: PROPOSALS }],
  ['rules and a key that names no environment', { ...NONE, keyIds: ['alias/x'], proposals: PROPOSALS }],
  ['everything', { keyIds: ['local'], region: 'us-east-1', proposals: PROPOSALS, schema: './a/b.json' }],
])('%s', (_name, rules) => {
  const text = rulesText(rules);

  test('the program takes it', () => {
    const parsed = parseRules(text, 'r');
    expect(parsed.default?.keyIds ?? []).toEqual(rules.keyIds);
    expect(parsed.default?.region).toBe(rules.region);
    expect(parsed.rules.map(({ paths }) => paths)).toEqual(rules.proposals.map(({ globs }) => globs));
  });
  test('the schema takes it', () => expect(judge.safeParse(parse(text) ?? {}).error).toBeUndefined());
});

test('the rules are those of the docs: each file under the key of its environment', () => {
  const rules = parseRules(rulesText({ ...NONE, keyIds: ['alias/cmk-dev'], proposals: PROPOSALS }), 'r');
  const keyOf = (file: string): string | undefined => ruleFor(rules, file)?.keyIds[0];
  expect(
    ['.env.dev', 'config/other-stage.json', 'a/c.prod.yml', 'config/prod/y.toml', '.env'].map(keyOf),
  ).toEqual(['alias/cmk-dev', 'alias/cmk-stage', 'alias/cmk-prod', 'alias/cmk-prod', undefined]);
});

test.each([
  ['DB_PASSWORD', true],
  ['apiKey', true],
  ['api-key', true],
  ['PRIVATE_KEY', true],
  ['token', true],
  ['user', false],
  ['keyboard', false],
])('the match of the rules takes %s: %s', (key, expected) => {
  const rules = parseRules(rulesText({ ...NONE, proposals: PROPOSALS }), 'r');
  expect(keyPattern(rules.rules[0]?.encrypt?.match ?? '')?.test(key)).toBe(expected);
});

test('the schema is named in the first line', () => {
  expect(rulesText({ ...NONE, schema: '../s.json' })).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/s\.json\n/u,
  );
});

test('any file names and keys come back as they are', () => {
  const name = fc.stringMatching(/^[\p{L}\p{N} ._@+-]{1,12}$/u);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), fc.string({ minLength: 1 }), (names, key) => {
      const proposals = proposeRules(names.map((each) => `config/${each}-prod.json`));
      const parsed = parseRules(rulesText({ ...NONE, keyIds: [key], proposals }), 'r');
      expect(parsed.default?.keyIds).toEqual([key]);
      expect(parsed.rules.flatMap(({ paths }) => paths)).toEqual(proposals.flatMap(({ globs }) => globs));
    }),
  );
});
