import { describe, expect, test } from 'vitest';
import { hostDocument } from '../../src/lambda/host-document.ts';
import { SshHosts, type SshHostsProps } from '../../src/ssh-keys/ssh-hosts.ts';
import { trustOf } from '../alarms/support.ts';
import { decide } from '../support/evaluate-policy.ts';
import { inStack, propertiesOf } from '../support/in-stack.ts';
import type { PlainTemplate } from '../support/synth.ts';

const SECURITY = '111111111111';
const ACCOUNT = '555555555555';
const SENDER = {
  roleName: 'acme-ssh-keys-send',
  account: SECURITY,
  roleArn: `arn:aws:iam::${SECURITY}:role/acme-ssh-keys`,
  operatorArns: [`arn:aws:iam::${SECURITY}:role/operator`],
  externalId: 'acme-ssh-keys',
};

function hosts(props: Partial<SshHostsProps> = {}): PlainTemplate {
  return inStack((stack) => {
    new SshHosts(stack, 'Hosts', {
      name: 'acme-ssh-keys',
      bucketName: 'acme-ssh-keys-bucket',
      bucketRegion: 'eu-central-1',
      groups: [
        { name: 'stage', tags: { 'ssh-hosts': 'stage' }, policyName: 'acme-ssh-host-stage' },
        { name: 'jobs', tags: { role: ['jobs', 'batch'], tier: 'back' }, policyName: 'acme-ssh-host-jobs' },
      ],
      sender: SENDER,
      ...props,
    });
  }, ACCOUNT);
}

describe('the document', () => {
  test("is the Lambda's own, and its new version is taken at once", () => {
    expect(propertiesOf(hosts(), 'AWS::SSM::Document')).toEqual([
      {
        Name: 'acme-ssh-keys',
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        TargetType: '/AWS::EC2::Instance',
        UpdateMethod: 'NewVersion',
        Content: hostDocument('ssh-key-sync'),
      },
    ]);
  });

  test('has the parameters that hosts are told by', () => {
    const { parameters } = hostDocument('ssh-key-sync');
    const names = Object.keys(Object(parameters));
    const [association] = propertiesOf(hosts(), 'AWS::SSM::Association');
    const given: object = Object(association?.['Parameters']);
    expect(Object.keys(given).toSorted()).toEqual(names.toSorted());
  });

  test('every parameter is one that the document takes', () => {
    const { parameters } = hostDocument('ssh-key-sync');
    const patterns: Readonly<Record<string, { readonly allowedPattern?: string }>> = Object(parameters);
    for (const { Parameters: given } of propertiesOf(hosts(), 'AWS::SSM::Association')) {
      for (const [name, [value]] of Object.entries(given as Record<string, readonly string[]>))
        expect(value).toMatch(new RegExp(patterns[name]?.allowedPattern ?? ''));
    }
  });
});

describe('each group of hosts', () => {
  test.each([
    ['stage', [{ Key: 'tag:ssh-hosts', Values: ['stage'] }]],
    [
      'jobs',
      [
        { Key: 'tag:role', Values: ['jobs', 'batch'] },
        { Key: 'tag:tier', Values: ['back'] },
      ],
    ],
  ])('%s is given the document', (group, targets) => {
    const found = propertiesOf(hosts({ every: 3 }), 'AWS::SSM::Association');
    expect(found.filter(({ AssociationName: name }) => name === `acme-ssh-keys-${group}`)).toEqual([
      {
        AssociationName: `acme-ssh-keys-${group}`,
        Name: 'acme-ssh-keys',
        Targets: targets,
        ScheduleExpression: 'rate(1 day)',
        MaxConcurrency: '100%',
        MaxErrors: '100%',
        Parameters: {
          Bucket: ['acme-ssh-keys-bucket'],
          Region: ['eu-central-1'],
          Group: [group],
          Version: ['0'],
          Sha256: [''],
          Every: ['3'],
        },
      },
    ]);
  });

  test('has a policy for instance profiles', () => {
    expect(
      propertiesOf(hosts(), 'AWS::IAM::ManagedPolicy').map(
        ({ ManagedPolicyName: name, PolicyDocument: document }) => [
          name,
          (document as { Statement: readonly { Resource: string }[] }).Statement.map(
            ({ Resource: resource }) => resource,
          ),
        ],
      ),
    ).toEqual(
      ['stage', 'jobs'].map((group) => [
        `acme-ssh-host-${group}`,
        [
          `arn:aws:s3:::acme-ssh-keys-bucket/manifests/${group}/current`,
          'arn:aws:s3:::acme-ssh-keys-bucket/status/${ec2:SourceInstanceARN}',
        ],
      ]),
    );
  });
});

describe('the role by which they are told', () => {
  const trust = trustOf(hosts(), SENDER.roleName);

  test.each([
    ['the Lambda', SENDER.roleArn, 'acme-ssh-keys', 'allow'],
    ['the Lambda, for somebody else', SENDER.roleArn, 'other', 'none'],
    ['an operator', `arn:aws:iam::${SECURITY}:role/operator`, 'acme-ssh-keys', 'allow'],
    ['an operator, for somebody else', `arn:aws:iam::${SECURITY}:role/operator`, 'other', 'none'],
    ['one of its name elsewhere', `arn:aws:iam::${ACCOUNT}:role/operator`, 'acme-ssh-keys', 'none'],
    ['another role', `arn:aws:iam::${SECURITY}:role/dev`, 'acme-ssh-keys', 'none'],
  ])('%s', (_name, principal, externalId, expected) => {
    const context = { 'sts:ExternalId': externalId };
    expect(decide(trust, { principal, action: 'sts:AssumeRole', context })).toBe(expected);
  });

  test('trusts one account', () => {
    expect(trust.map(({ Principal: principal }) => principal)).toEqual([
      { AWS: `arn:aws:iam::${SECURITY}:root` },
    ]);
  });

  test('is for the Lambda alone where nobody else is named', () => {
    const { operatorArns, ...sender } = SENDER;
    const alone = trustOf(hosts({ sender }), SENDER.roleName);
    const request = { action: 'sts:AssumeRole', context: { 'sts:ExternalId': SENDER.externalId } };
    expect(decide(alone, { ...request, principal: SENDER.roleArn })).toBe('allow');
    for (const principal of operatorArns) expect(decide(alone, { ...request, principal })).toBe('none');
  });

  test('is not there where the Lambda is in the same account', () => {
    expect(propertiesOf(hosts({ sender: undefined }), 'AWS::IAM::Role')).toEqual([]);
  });
});
