import { expect, test } from 'vitest';
import { secretStatements } from '../../src/alarms/secret-statements.ts';

const KEY = 'arn:aws:kms:eu-central-1:333333333333:key/one';
const place = { partition: 'aws', region: 'eu-central-1', account: '333333333333' };
const PARAMETER = 'arn:aws:ssm:eu-central-1:333333333333:parameter';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:333333333333:secret';
const FOREIGN = 'arn:aws:ssm:us-east-1:444444444444:parameter/there';
const FULL = 'arn:aws:secretsmanager:us-east-1:444444444444:secret:hooks-AbCdEf';

function allowed(config: unknown): Readonly<Record<string, readonly string[]>> {
  const statements = secretStatements(config, { place, keyArn: KEY });
  return Object.fromEntries(statements.map(({ actions, resources }) => [actions.join(' '), resources]));
}

const key = { 'kms:Decrypt': [KEY] };

test.each([
  ['a token', 'kmscrypt::AQIC', key],
  ['a token within a text', 'https://x/kmscrypt::AQIC', key],
  ['a parameter', 'ssm::/a/b', { 'ssm:GetParameters': [`${PARAMETER}/a/b`], ...key }],
  ['one without a path', 'ssm::a', { 'ssm:GetParameters': [`${PARAMETER}/a`], ...key }],
  ['a version of it', 'ssm::/a/b@3', { 'ssm:GetParameters': [`${PARAMETER}/a/b`], ...key }],
  ['one by its ARN', `ssm::${FOREIGN}`, { 'ssm:GetParameters': [FOREIGN], ...key }],
  [
    'all below a path',
    'ssm::/a/*',
    { 'ssm:GetParametersByPath': [`${PARAMETER}/a`, `${PARAMETER}/a/*`], ...key },
  ],
  [
    'a secret',
    'secretsmanager::hooks#a.b@AWSPREVIOUS',
    { 'secretsmanager:GetSecretValue': [`${SECRET}:hooks-??????`], ...key },
  ],
  [
    'one with an escape',
    'secretsmanager::a%40b',
    { 'secretsmanager:GetSecretValue': [`${SECRET}:a@b-??????`], ...key },
  ],
  [
    'one by its ARN, whole or without its end',
    `secretsmanager::${FULL}`,
    { 'secretsmanager:GetSecretValue': [FULL, `${FULL}-??????`], ...key },
  ],
])('%s', (_name, text, expected) => {
  expect(allowed({ destinations: { chat: { secrets: [text, text] } } })).toEqual(expected);
});

test.each([
  ['no text', { a: 1, b: [true, null], c: undefined }],
  ['plaintext', { url: 'https://hooks.example.com', name: 'ssm' }],
])('%s allows nothing', (_name, config) => {
  expect(allowed(config)).toEqual({});
});
