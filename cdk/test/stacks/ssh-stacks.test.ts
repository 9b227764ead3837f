import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { planOf } from '../../src/plan.ts';
import { trustOf } from '../alarms/support.ts';
import { fourAccounts, LAYOUTS, oneAccount, sixAccounts } from '../support/configs.ts';
import { propertiesOf } from '../support/in-stack.ts';
import { plain } from '../support/policies-in.ts';
import { plainTemplatesOf, type PlainTemplate } from '../support/synth.ts';

const KINDS = new Set(['ssh-keys', 'ssh-key-events', 'ssh-hosts']);

function stacksOf(config: Config): readonly (readonly [id: string, region: string])[] {
  return planOf(config)
    .stacks.filter(({ kind }) => KINDS.has(kind))
    .map(({ id, account, region }) => [id, `${account} ${region}`]);
}

test.each([
  [
    'one account',
    oneAccount(),
    [
      ['security/ssh-keys', '333333333333 eu-central-1'],
      ['security/ssh-keys-us-east-1', '333333333333 us-east-1'],
      ['security/ssh-hosts', '333333333333 eu-central-1'],
    ],
  ],
  [
    'four accounts',
    fourAccounts(),
    [
      ['security/ssh-keys', '111111111111 eu-central-1'],
      ['security/ssh-keys-us-east-1', '111111111111 us-east-1'],
      ['shared-services/ssh-hosts', '333333333333 eu-central-1'],
      ['stage/ssh-hosts', '555555555555 eu-central-1'],
      ['prod/ssh-hosts', '666666666666 eu-central-1'],
    ],
  ],
  [
    'us-east-1',
    { ...fourAccounts(), region: 'us-east-1' },
    [
      ['security/ssh-keys', '111111111111 us-east-1'],
      ['shared-services/ssh-hosts', '333333333333 us-east-1'],
      ['stage/ssh-hosts', '555555555555 us-east-1'],
      ['prod/ssh-hosts', '666666666666 us-east-1'],
    ],
  ],
  [
    'hosts of one environment alone',
    { ...fourAccounts(), sshKeys: { hosts: { jobs: { environment: 'prod' } } } },
    [
      ['security/ssh-keys', '111111111111 eu-central-1'],
      ['security/ssh-keys-us-east-1', '111111111111 us-east-1'],
      ['prod/ssh-hosts', '666666666666 eu-central-1'],
    ],
  ],
  ['nothing of it', { ...fourAccounts(), sshKeys: undefined }, []],
])('%s: the Lambda where the users are, and a stack where hosts are', (_name, config, expected) => {
  expect(stacksOf(config)).toEqual(expected);
});

test('the topic of us-east-1 is there for the users, too', () => {
  const ids = (config: Config): readonly string[] => planOf(config).stacks.map(({ id }) => id);
  const topic = 'security/alarms-us-east-1';
  expect(ids(sixAccounts())).toContain(topic);
  expect(ids({ ...sixAccounts(), sshKeys: undefined })).not.toContain(topic);
});

function template(config: Config, id: string): PlainTemplate {
  return plain(plainTemplatesOf(config).get(id) ?? { Resources: {} });
}

test.each(LAYOUTS)('%s: hosts and the Lambda know each other by names', (_name, config) => {
  const { security } = config.accounts;
  const hosting = planOf(config).stacks.filter(({ kind }) => kind === 'ssh-hosts');
  const bucket = `acme-ssh-keys-${security}-eu-central-1`;
  expect(propertiesOf(template(config, 'security/ssh-keys'), 'AWS::S3::Bucket')).toEqual([
    expect.objectContaining({ BucketName: bucket }),
  ]);
  for (const { id, account } of hosting) {
    const found = template(config, id);
    expect(propertiesOf(found, 'AWS::SSM::Document')).toEqual([
      expect.objectContaining({ Name: 'acme-ssh-keys' }),
    ]);
    const associations = propertiesOf(found, 'AWS::SSM::Association');
    expect(associations.length).toBeGreaterThan(0);
    for (const each of associations) expect(each['Parameters']).toMatchObject({ Bucket: [bucket] });
    if (account === security) continue;
    expect(trustOf(found, 'acme-ssh-keys-send')).toMatchObject([
      {
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': ['acme-ssh-keys', 'allow-full-access-from-other-accounts'].map(
              (role) => `arn:aws:iam::${security}:role/${role}`,
            ),
          },
          StringEquals: { 'sts:ExternalId': 'acme-ssh-keys' },
        },
      },
    ]);
  }
});

test('the boundary keeps what hosts run, and who writes what they fetch', () => {
  const kept = (id: string): readonly unknown[] =>
    propertiesOf(template(sixAccounts(), id), 'AWS::IAM::ManagedPolicy')
      .flatMap(({ PolicyDocument: document }) => (document as { Statement: readonly object[] }).Statement)
      .filter((statement) => 'Sid' in statement && statement.Sid === 'SshKeysStay')
      .map((statement) => ('Resource' in statement ? statement.Resource : undefined));
  expect({
    users: kept('security/baseline'),
    hosts: kept('stage/baseline'),
    neither: kept('logs/baseline'),
  }).toEqual({
    users: ['arn:aws:s3:::acme-ssh-keys-111111111111-eu-central-1'],
    hosts: ['arn:aws:ssm:*:555555555555:document/acme-ssh-keys'],
    neither: [],
  });
});
