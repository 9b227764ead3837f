import { expect, test } from 'vitest';
import { chooseAws, chooseEncrypt } from '../../src/settings/choose.ts';

const NONE = { 'key-id': [], context: [], envelope: false };
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';

const rule = { paths: ['*'], keyIds: ['alias/rule'], region: 'rule-1' };
const fallback = { keyIds: ['alias/default'], region: 'default-1' };

test.each([
  ['the option', { ...NONE, 'key-id': ['alias/option'] }, { rule, default: fallback }, ['alias/option']],
  ['then the rule', NONE, { rule, default: fallback }, ['alias/rule']],
  ['then the environment', NONE, { default: fallback }, ['alias/env']],
])('key: %s', (_name, options, found, expected) => {
  expect(chooseEncrypt(options, found, { KMSCRYPT_KEY_ID: 'alias/env' }).keyIds).toEqual(expected);
});

test('key: then the default, else an error', () => {
  expect(chooseEncrypt(NONE, { default: fallback }, {}).keyIds).toEqual(['alias/default']);
  expect(() => chooseEncrypt(NONE, {}, {})).toThrow(expect.objectContaining({ code: 'KEY_ID_MISSING' }));
});

const ENV = { AWS_REGION: 'env-1', AWS_DEFAULT_REGION: 'env-2' };
test.each([
  ['the option', { context: [], 'aws-region': 'option-1' }, { rule, default: fallback }, ENV, 'option-1'],
  ['then the rule', { context: [] }, { rule, default: fallback }, ENV, 'rule-1'],
  ['then AWS_REGION', { context: [] }, { default: fallback }, ENV, 'env-1'],
  [
    'then AWS_DEFAULT_REGION',
    { context: [] },
    { default: fallback },
    { AWS_DEFAULT_REGION: 'env-2' },
    'env-2',
  ],
  ['then the default', { context: [] }, { default: fallback }, {}, 'default-1'],
  ['else the SDK', { context: [] }, {}, {}, undefined],
])('region: %s', (_name, options, found, env, expected) => {
  expect(chooseAws(options, found, env).region).toBe(expected);
});

test("an ARN's region stands before the environment's", () => {
  expect(chooseEncrypt({ ...NONE, 'key-id': [ARN] }, {}, ENV).region).toBe('eu-west-1');
});

test.each([
  ['no context', {}, false],
  ['a context of the rule', { rule: { ...rule, context: { app: 'a' } } }, true],
  ['envelope of the rule', { rule: { ...rule, envelope: true } }, true],
])('messages: %s', (_name, found, expected) => {
  expect(chooseEncrypt({ ...NONE, 'key-id': ['alias/a'] }, found, {}).envelope).toBe(expected);
});

test('pairs of the command line are added to those of the rule', () => {
  const found = { rule: { ...rule, context: { app: 'a', env: 'dev' } } };
  expect(chooseAws({ context: ['env=prod', '__proto__=x'] }, found, {}).context).toEqual(
    Object.fromEntries([
      ['app', 'a'],
      ['env', 'prod'],
      ['__proto__', 'x'],
    ]),
  );
});

test.each([['a'], ['=b'], ['']])('a context %j is a usage error', (pair) => {
  expect(() => chooseAws({ context: [pair] }, {}, {})).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

test('a name given twice is a usage error', () => {
  expect(() => chooseAws({ context: ['a=1', 'a=2'] }, {}, {})).toThrow(
    expect.objectContaining({ code: 'USAGE' }),
  );
});

test.each([
  ['the option', { context: [], profile: 'option' }, { AWS_PROFILE: 'env' }, 'option'],
  ['the SDK finds AWS_PROFILE', { context: [] }, { AWS_PROFILE: 'env' }, undefined],
  [
    'keys of the environment stand before the default',
    { context: [] },
    { AWS_ACCESS_KEY_ID: 'a' },
    undefined,
  ],
  ['then the default', { context: [] }, {}, 'default'],
])('profile: %s', (_name, options, env, expected) => {
  expect(chooseAws(options, { default: { keyIds: [], profile: 'default' } }, env).profile).toBe(expected);
});
