import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { ACCOUNT, DEV, FULL, role, STATEMENTS, type Rows } from './bounded.ts';

const ofStage = { 'kms:ResourceAliases': ['alias/cmk-stage'] };
const ofOthers = { 'kms:ResourceAliases': ['alias/aws/ebs'] };
const alias = (name: string): string => `arn:aws:kms:eu-central-1:${ACCOUNT}:alias/${name}`;

const ALLOWED: Rows = [
  ['a key, by its administrator', { who: FULL, action: 'kms:PutKeyPolicy', context: ofStage }],
  ['another key', { action: 'kms:ScheduleKeyDeletion', context: ofOthers }],
  ['use of a key', { action: 'kms:Decrypt', context: ofStage }],
  ['another alias', { action: 'kms:CreateAlias', resource: alias('web') }],
];

const DENIED: Rows = [
  ['a key’s policy', { action: 'kms:PutKeyPolicy', context: ofStage }],
  ['deleting a key', { who: role('stage-web'), action: 'kms:ScheduleKeyDeletion', context: ofStage }],
  ['moving a key’s alias', { action: 'kms:UpdateAlias', resource: alias('cmk-stage') }],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

test.each(DENIED)('it denies: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('deny');
});
