import { expect, test } from 'vitest';
import { sendStatements } from '../../src/ssh-keys/send-statements.ts';
import { decide, type PlainStatement } from '../support/evaluate-policy.ts';

const STATEMENTS = sendStatements({
  partition: 'aws',
  region: 'eu-central-1',
  account: '555555555555',
  documentNames: ['acme-ssh-keys'],
  groups: [
    { tags: { 'ssh-hosts': 'stage' } },
    { tags: { 'ssh-hosts': ['jobs', 'tools'] } },
    { tags: { role: 'app', tier: ['front', 'back'] } },
  ],
}).map((each) => each.toStatementJson() as unknown as PlainStatement);

const INSTANCE = 'arn:aws:ec2:eu-central-1:555555555555:instance/i-0a';
const DOCUMENT = 'arn:aws:ssm:eu-central-1:555555555555:document/acme-ssh-keys';
const tags = (all: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(all).map(([tag, value]) => [`ssm:resourceTag/${tag}`, value]));

test.each([
  ['our document', DOCUMENT, {}, 'allow'],
  ['another document', 'arn:aws:ssm:eu-central-1::document/AWS-RunShellScript', {}, 'none'],
  ['a host', INSTANCE, tags({ 'ssh-hosts': 'stage' }), 'allow'],
  ['a host of another group', INSTANCE, tags({ 'ssh-hosts': 'tools' }), 'allow'],
  ['a host of no group', INSTANCE, tags({ 'ssh-hosts': 'prod' }), 'none'],
  ['a host with all tags of a group', INSTANCE, tags({ role: 'app', tier: 'back' }), 'allow'],
  ['a host with one of two tags', INSTANCE, tags({ role: 'app' }), 'none'],
  ['a host without tags', INSTANCE, {}, 'none'],
  [
    'a host elsewhere',
    INSTANCE.replace('555555555555', '666666666666'),
    tags({ 'ssh-hosts': 'stage' }),
    'none',
  ],
])('sending to %s', (_name, resource, context, expected) => {
  const principal = 'arn:aws:iam::555555555555:role/acme-ssh-keys-send';
  expect(decide(STATEMENTS, { principal, action: 'ssm:SendCommand', resource, context })).toBe(expected);
});

test('groups with the same one tag are one statement', () => {
  expect(STATEMENTS.map(({ Sid: sid }) => sid)).toEqual(['Hosts', 'Document', 'Tell', 'Tell2']);
});
