import { expect, test } from 'vitest';
import { planOf } from '../../src/doctor/plan.ts';

const NONE = { 'key-id': [], json: false };
const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const OTHER = ARN.replace('eu-west-1', 'eu-central-1');
const rule = { paths: ['*'], keyIds: ['alias/rule'], region: 'rule-1' };
const fallback = { keyIds: ['alias/default'], region: 'default-1' };

test.each([
  ['the option', { 'key-id': ['alias/o'] }, { rule, default: fallback }, ['alias/o'], '--key-id'],
  ['the rule', {}, { rule, default: fallback }, ['alias/rule'], 'the rule'],
  ['the environment', {}, { default: fallback }, ['alias/env'], 'KMSCRYPT_KEY_ID'],
])('a key of %s', (_name, options, found, kmsKeyIds, keyOrigin) => {
  const plan = planOf({ ...NONE, ...options }, found, { KMSCRYPT_KEY_ID: 'alias/env' });
  expect(plan).toMatchObject({ kmsKeyIds, keyOrigin, local: false, noKey: undefined });
});

test('a key of the default', () => {
  const plan = planOf(NONE, { default: fallback }, {});
  expect(plan).toMatchObject({ kmsKeyIds: ['alias/default'], keyOrigin: 'the default of .kmscrypt.yaml' });
});

test('the local key is none of KMS', () => {
  const plan = planOf({ ...NONE, 'key-id': ['local', 'alias/a'] }, {}, {});
  expect(plan).toMatchObject({ kmsKeyIds: ['alias/a'], local: true });
});

test.each([
  ['no key is something to know of', {}, 'warn'],
  ['a key is not guessed where rules cannot be read', undefined, 'skip'],
])('%s', (_name, found, status) => {
  const plan = planOf(NONE, found, {});
  expect(plan).toMatchObject({ kmsKeyIds: [], noKey: { name: 'key', status } });
  expect(planOf({ ...NONE, 'key-id': ['alias/a'] }, found, {}).noKey).toBeUndefined();
});

const ENV = { AWS_REGION: 'env-1', AWS_DEFAULT_REGION: 'env-2' };
test.each([
  ['the option', { 'aws-region': 'o-1' }, { rule, default: fallback }, ENV, 'o-1', '--aws-region'],
  ['the rule', {}, { rule, default: fallback }, ENV, 'rule-1', 'the rule'],
  ['AWS_REGION', {}, { default: fallback }, ENV, 'env-1', 'AWS_REGION'],
  ['the other variable', {}, {}, { AWS_DEFAULT_REGION: 'env-2' }, 'env-2', 'AWS_DEFAULT_REGION'],
  ['the default', {}, { default: fallback }, {}, 'default-1', 'the default of .kmscrypt.yaml'],
  ['the profile', {}, {}, {}, undefined, undefined],
  ['an ARN', { 'key-id': [ARN] }, {}, ENV, 'eu-west-1', "the key's ARN"],
  ['several ARNs', { 'key-id': [ARN, OTHER] }, {}, {}, 'eu-west-1', "the key's ARN"],
  ['several ARNs, and the variable', { 'key-id': [ARN, OTHER] }, {}, ENV, 'env-1', 'AWS_REGION'],
  ['the option against an ARN', { 'key-id': [ARN], 'aws-region': 'o-1' }, {}, ENV, 'o-1', '--aws-region'],
])('a region of %s', (_name, options, found, env, region, regionOrigin) => {
  const plan = planOf({ ...NONE, ...options }, found, env);
  expect([plan.settings.region, plan.regionOrigin]).toEqual([region, regionOrigin]);
});
