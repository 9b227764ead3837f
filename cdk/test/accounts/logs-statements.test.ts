import { expect, test } from 'vitest';
import { ACCOUNT, may } from './roles-of.ts';

const GROUP = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:web:x`;

test.each([
  ['reads a log group', 'logs:GetLogEvents', GROUP, true],
  ['deletes a log group', 'logs:DeleteLogGroup', GROUP, false],
  ['reads an object', 's3:GetObject', 'arn:aws:s3:::uploads/x', false],
])('logs %s (%s)', (_name, action, resource, expected) => {
  expect(may('logs', action, { resource })).toBe(expected);
});

const ARCHIVE = { buckets: ['acme-archive'], keyAlias: 'alias/acme-archive' };
const OBJECT = 'arn:aws:s3:::acme-archive/trail/x';
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;

test.each([
  ['reads the archive', 's3:GetObject', { resource: OBJECT }, true],
  ['deletes from it', 's3:DeleteObject', { resource: OBJECT }, false],
  [
    'decrypts with its key',
    'kms:Decrypt',
    { resource: KEY, context: { 'kms:ResourceAliases': 'alias/acme-archive' } },
    true,
  ],
  [
    'decrypts with another key',
    'kms:Decrypt',
    { resource: KEY, context: { 'kms:ResourceAliases': 'alias/cmk-prod' } },
    false,
  ],
])('where the archive is, logs %s (%s)', (_name, action, options, expected) => {
  expect(may('logs', action, { ...options, props: { archive: ARCHIVE } })).toBe(expected);
});
