import { expect, test } from 'vitest';
import { CliError } from '../../src/errors/cli-error.ts';
import { parseRules, ruleFor } from '../../src/settings/rules.ts';

const RULES = `
default: { key-id: alias/cmk-dev, region: us-east-1 }
rules:
  - path: config/*-stage.json
    key-id: [alias/cmk-stage, alias/cmk-dr]
    context: { app: billing }
  - path: ['*.env', secrets/**]
    key-id: alias/env
`;

test.each([
  ['config/app-stage.json', 'alias/cmk-stage'],
  ['config/deep/app-stage.json', undefined],
  ['.env', 'alias/env'],
  ['a/b/prod.env', 'alias/env'],
  ['secrets/.hidden/x', 'alias/env'],
  ['../secrets/x', undefined],
  ['readme', undefined],
])('%s', (path, expected) => {
  expect(ruleFor(parseRules(RULES, 'r'), path)?.keyIds[0]).toBe(expected);
});

test('an empty file has no rules', () => {
  expect(parseRules('', 'r')).toEqual({ rules: [], default: undefined });
});

function problemsOf(text: string): readonly CliError[] {
  try {
    parseRules(text, 'r');
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error.errors;
  }
  return [];
}

function problems(text: string): string[] {
  return problemsOf(text).map(({ code, position }) => `${code} ${position?.line}:${position?.column}`);
}

test.each([
  ['not YAML', 'rules: [', ['RULES_INVALID 1:9']],
  ['a key twice', 'rules: []\nrules: []', ['RULES_INVALID 2:1']],
  ['a list at the top', '- a', ['RULES_INVALID 1:1']],
  [
    'aliases that multiply',
    `a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]`,
    ['RULES_INVALID 1:1'],
  ],
  ['an empty name in a context', 'default:\n  context: { "": a }', ['RULES_INVALID 2:18']],
  ['a name in a context that objects have', 'default:\n  context: { __proto__: a }', ['RULES_INVALID 2:25']],
  ['an encrypt that demands nothing', 'rules:\n  - path: a\n    encrypt: {}', ['RULES_INVALID 3:14']],
  ['an unknown setting', 'rules:\n  - path: a\n    keyid: b', ['RULES_INVALID 3:5']],
  ['a rule without a path', 'rules:\n  - key-id: b', ['RULES_INVALID 2:5']],
  ['a number for a key', 'default:\n  key-id: 5', ['RULES_INVALID 2:11']],
  ['an empty list of keys', 'default:\n  key-id: []', ['RULES_INVALID 2:11']],
  ['a context value that is no text', 'default:\n  context: { a: true }', ['RULES_INVALID 2:17']],
  [
    'all at once',
    'default:\n  region: 1\nfrob: 2\nrules: x',
    ['RULES_INVALID 2:11', 'RULES_INVALID 4:8', 'RULES_INVALID 3:1'],
  ],
])('%s', (_name, text, expected) => {
  expect(problems(text)).toEqual(expected);
});

const LIST = 'a string or a list of strings';
test.each([
  ['a key', 'default: { key-id: 5 }', LIST],
  ['a glob', 'rules: [{ path: 5 }]', LIST],
  ['a path of what is encrypted', 'rules: [{ path: a, encrypt: { path: "a..b" } }]', 'a path such as'],
  ['a pattern', 'rules: [{ path: a, encrypt: { match: "(" } }]', 'a regular expression'],
  ['an encrypt that demands nothing', 'rules: [{ path: a, encrypt: {} }]', 'path or match'],
  ['a pair called path', 'default: { context: { path: 5 } }', 'a string belongs'],
  ['a pair called key-id', 'rules: [{ path: a, context: { key-id: [] } }]', 'a string belongs'],
  ['a pair called encrypt', 'rules: [{ path: a, context: { encrypt: 1 } }]', 'a string belongs'],
])('what belongs there: %s', (_name, text, expected) => {
  expect(problemsOf(text).map(({ message }) => message)).toEqual([expect.stringContaining(`: ${expected}`)]);
});
