import { expect, test } from 'vitest';
import { ACCOUNT, may } from './roles-of.ts';

const INSTANCE = `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/i-1`;

test.each([
  ['finds instances', 'ec2:DescribeInstances', '*', true],
  ['opens a session', 'ssm:StartSession', INSTANCE, false],
])('ssh %s (%s)', (_name, action, resource, expected) => {
  expect(may('ssh', action, { resource })).toBe(expected);
});

test.each([
  ['an instance', INSTANCE, true],
  ['the document that is given', 'arn:aws:ssm:eu-central-1::document/AWS-StartSSHSession', true],
  [
    'a document that forwards ports',
    'arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSession',
    false,
  ],
  [
    'the document of shells',
    `arn:aws:ssm:eu-central-1:${ACCOUNT}:document/SSM-SessionManagerRunShell`,
    false,
  ],
])('with Session Manager, ssh starts a session with %s: %s', (_name, resource, expected) => {
  const context = { 'ssm:SessionDocumentAccessCheck': 'true' };
  const props = { sessionDocuments: ['AWS-StartSSHSession'] };
  expect(may('ssh', 'ssm:StartSession', { resource, context, props })).toBe(expected);
  const unchecked = { 'ssm:SessionDocumentAccessCheck': 'false' };
  expect(may('ssh', 'ssm:StartSession', { resource, context: unchecked, props })).toBe(false);
});
