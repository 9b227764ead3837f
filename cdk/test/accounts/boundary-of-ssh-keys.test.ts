import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { ACCOUNT, DEV, documentOf, FULL, SSH_BUCKET, STATEMENTS, type Rows, WHOLE } from './bounded.ts';
import { statementsIn } from '../support/policies-in.ts';

const BUCKET = `arn:aws:s3:::${SSH_BUCKET}`;
const DOCUMENT = `arn:aws:ssm:eu-central-1:${ACCOUNT}:document/acme-ssh-keys`;

const KEY = `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/ssh-keys/AIDAEXAMPLE/laptop`;

const ALLOWED: Rows = [
  ['reading manifests', { action: 's3:GetObject', resource: `${BUCKET}/manifests/stage/current` }],
  ['the report of a host', { action: 's3:PutObject', resource: `${BUCKET}/status/i-0abc` }],
  ['sending the document', { action: 'ssm:SendCommand', resource: DOCUMENT }],
  ['another document', { action: 'ssm:UpdateDocument', resource: `${DOCUMENT}-2` }],
  ...(
    [
      ['s3:GetObject', `${BUCKET}/state.json`],
      ['s3:ListBucket', BUCKET],
      ['iam:GetGroup', `arn:aws:iam::${ACCOUNT}:group/ssh-users`],
      ['iam:GetSSHPublicKey', `arn:aws:iam::${ACCOUNT}:user/alice`],
      ['ssm:GetParametersByPath', `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/ssh-keys/`],
      ['sts:AssumeRole', 'arn:aws:iam::555555555555:role/acme-ssh-keys-send'],
      ['ec2:DescribeInstances', '*'],
      ['sqs:SendMessage', `arn:aws:sqs:eu-central-1:${ACCOUNT}:acme-ssh-keys`],
    ] as const
  ).map(([action, resource]) => [`an operator: ${action}`, { who: FULL, action, resource }] as const),
  ['a key, by an administrator', { who: FULL, action: 'ssm:PutParameter', resource: KEY }],
  ['reading a key', { action: 'ssm:GetParameter', resource: KEY }],
  ['another parameter', { action: 'ssm:PutParameter', resource: KEY.replace('ssh-keys', 'config') }],
  ['the policy of another bucket', { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::uploads' }],
];

const DENIED: Rows = [
  ['who writes manifests', { action: 's3:PutBucketPolicy', resource: BUCKET }],
  ['letting everybody write them', { action: 's3:DeleteBucketPolicy', resource: BUCKET }],
  ['having the state expire', { action: 's3:PutLifecycleConfiguration', resource: BUCKET }],
  ['what hosts run', { action: 'ssm:UpdateDocument', resource: DOCUMENT }],
  ['an older one', { action: 'ssm:UpdateDocumentDefaultVersion', resource: DOCUMENT }],
  ['nothing that hosts run', { action: 'ssm:DeleteDocument', resource: DOCUMENT }],
];

test.each(ALLOWED)('it lets through: %s', (_name, { who = DEV, ...request }) => {
  expect(decide(STATEMENTS, { principal: who, ...request })).toBe('allow');
});

test.each(DENIED)('it denies: %s', (_name, request) => {
  expect(decide(STATEMENTS, { principal: FULL, ...request })).toBe('deny');
});

test.each(['ssm:PutParameter', 'ssm:DeleteParameter', 'ssm:DeleteParameters'])(
  "it denies whoever is no administrator others' keys: %s",
  (action) => {
    expect(decide(STATEMENTS, { principal: DEV, action, resource: KEY })).toBe('deny');
  },
);

test.each([
  ['nothing of it', undefined, []],
  ['nothing of it in this account', {}, []],
  ['hosts alone', { document: 'acme-ssh-keys' }, [`arn:aws:ssm:*:${ACCOUNT}:document/acme-ssh-keys`]],
  ['users alone', { bucket: SSH_BUCKET }, [BUCKET]],
  ['keys in parameters', { parameters: '/keys' }, [`arn:aws:ssm:*:${ACCOUNT}:parameter/keys/*`]],
])('an account with %s', (_name, sshKeys, expected) => {
  const found = statementsIn(documentOf({ ...WHOLE, sshKeys })).filter(({ Sid: sid = '' }) =>
    sid.startsWith('SshKey'),
  );
  expect(found.flatMap(({ Resource: resource }) => resource)).toEqual(expected);
});
