import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { jsonSchemaOfRules } from '../../build/rules-json-schema.ts';
import { CliError } from '../../src/errors/cli-error.ts';
import { parseRules } from '../../src/settings/rules.ts';

const PACKAGE = join(import.meta.dirname, '..', '..');
const committed: unknown = JSON.parse(readFileSync(join(PACKAGE, 'schema', 'kmscrypt.schema.json'), 'utf8'));
const judge = z.fromJSONSchema(committed as z.core.JSONSchema.JSONSchema);

test('the committed file is what npm run build:schema makes', () => {
  expect(jsonSchemaOfRules()).toEqual(committed);
});

test('everything that can be set is described', () => {
  const bare = propertiesOf(committed).filter(([, property]) => typeof property['description'] !== 'string');
  expect(bare.map(([name]) => name)).toEqual([]);
  expect(propertiesOf(committed).map(([name]) => name)).toContain('rules.items.encrypt.match');
});

const docs = readFileSync(join(PACKAGE, '..', '..', 'docs', 'cli.md'), 'utf8');
const blocks = [...docs.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text);
// The others are of other programs.
const examples = blocks.filter((text) => /^(?:default|rules):/mu.test(text));

test('there are examples in the docs', () => {
  expect(examples.length).toBeGreaterThan(0);
});

const GOOD: readonly (readonly [name: string, text: string])[] = [
  ...examples.map((text) => ['an example of the docs', text] as const),
  ['nothing set', '{}'],
  ['a list of globs and of keys', 'rules: [{ path: [a, b], key-id: [local, alias/x] }]'],
  [
    'what is encrypted',
    'rules: [{ path: a, encrypt: { path: [a.b, "c[*].**"], match: "(?i)x" }, bind: path }]',
  ],
  ['another format', 'rules: [{ path: a, format: dotenv, encrypt: { path: . } }]'],
];
describe.each(GOOD)('good: %s', (_name, text) => {
  test('the program takes it', () => expect(() => parseRules(text, 'r')).not.toThrow());
  test('the schema takes it', () => expect(judge.safeParse(parse(text)).error).toBeUndefined());
});

describe.each([
  ['a list at the top', '- a'],
  ['an unknown setting', 'frob: 2'],
  ['an unknown setting of a rule', 'rules:\n  - path: a\n    keyid: b'],
  ['a rule without a path', 'rules:\n  - key-id: b'],
  ['a rule for no path', 'rules:\n  - path: []'],
  ['rules that are no list', 'rules: x'],
  ['a number for a key', 'default:\n  key-id: 5'],
  ['an empty list of keys', 'default:\n  key-id: []'],
  ['an empty name in a context', 'default:\n  context: { "": a }'],
  ['a reserved name in a context', 'default:\n  context: { kmscrypt-file: a }'],
  ['a name that objects have in a context', 'default:\n  context: { __proto__: a }'],
  ['the same in a rule', 'rules: [{ path: a, context: { __proto__: a, b: c } }]'],
  ['a context value that is no text', 'default:\n  context: { a: true }'],
  ['a path for the default', 'default:\n  path: a'],
  ['a format that there is not', 'rules: [{ path: a, format: xml }]'],
  ['a binding that there is not', 'rules: [{ path: a, bind: folder }]'],
  ['text for what is encrypted', 'rules: [{ path: a, encrypt: password }]'],
  ['nothing for what is encrypted', 'rules: [{ path: a, encrypt: {} }]'],
  ['a number for a pattern', 'rules: [{ path: a, encrypt: { match: 5 } }]'],
])('bad: %s', (_name, text) => {
  test('the program refuses it', () => expect(() => parseRules(text, 'r')).toThrow(CliError));
  test('the schema refuses it', () => expect(judge.safeParse(parse(text)).success).toBe(false));
});

// What JSON Schema has no words for.
test.each([
  ['a path that cannot be read', 'rules: [{ path: a, encrypt: { path: "a..b" } }]'],
  ['a broken regular expression', 'rules: [{ path: a, encrypt: { match: "(" } }]'],
])('the program alone refuses %s', (_name, text) => {
  expect(() => parseRules(text, 'r')).toThrow(expect.objectContaining({ code: 'RULES_INVALID' }));
});

type Json = Readonly<Record<string, unknown>>;

/** Every property of a schema of objects and lists, by its path. */
function propertiesOf(
  schema: unknown,
  at: readonly string[] = [],
): (readonly [name: string, property: Json])[] {
  const { properties = {}, items } = schema as { properties?: Record<string, Json>; items?: Json };
  const own = Object.entries(properties).flatMap(([name, property]) => [
    [[...at, name].join('.'), property] as const,
    ...propertiesOf(property, [...at, name]),
  ]);
  return items === undefined ? own : [...own, ...propertiesOf(items, [...at, 'items'])];
}
