import { expect, test } from 'vitest';
import { ACTS_AS_OTHERS } from '../../src/accounts/acts-as-others.ts';
import { ACCOUNT, IMAGE, may, PARAMETER, roleOf, SECRET } from './roles-of.ts';

const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const DISPOSABLE = { disposable: true };

test.each([
  ['makes a queue', 'sqs:CreateQueue', '*', true],
  ['makes a role', 'iam:CreateRole', role('a'), false],
  ['passes a role', 'iam:PassRole', role('a'), false],
  ['deploys through the CDK’s role', 'sts:AssumeRole', role('cdk-x'), false],
  ['reads a secret', 'secretsmanager:GetSecretValue', SECRET, false],
  ['reads a parameter', 'ssm:GetParameter', PARAMETER, false],
  ['finds AWS’s images', 'ssm:GetParameter', IMAGE, true],
])('dev %s (%s)', (_name, action, resource, expected) => {
  expect(may('dev', action, { resource })).toBe(expected);
});

test.each([
  ['reads a secret', 'secretsmanager:GetSecretValue', SECRET, true],
  ['reads a parameter', 'ssm:GetParameter', PARAMETER, true],
  ['makes a role', 'iam:CreateRole', role('a'), false],
  ['becomes another role', 'sts:AssumeRole', role('a'), false],
])('where all may be thrown away, dev %s (%s)', (_name, action, resource, expected) => {
  expect(may('dev', action, { resource, props: DISPOSABLE })).toBe(expected);
});

test.each(ACTS_AS_OTHERS)(
  'dev does not act in the place of others by %s, but where all may be thrown away',
  (action) => {
    expect(may('dev', action)).toBe(false);
    expect(may('dev', action, { props: DISPOSABLE })).toBe(true);
  },
);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
const WRITES: readonly string[] = `
  ActivateOrganizationsAccess ActivateType CancelResourceRequest CancelUpdateStack
  ContinueUpdateRollback CreateChangeSet CreateGeneratedTemplate CreateResource CreateStack
  CreateStackInstances CreateStackRefactor CreateStackSet CreateUploadBucket
  DeactivateOrganizationsAccess DeactivateType DeleteChangeSet DeleteGeneratedTemplate DeleteResource
  DeleteStack DeleteStackInstances DeleteStackSet DeregisterType ExecuteChangeSet ExecuteStackRefactor
  ImportStacksToStackSet PublishType RecordHandlerProgress RegisterPublisher RegisterType RollbackStack
  SetStackPolicy SetTypeConfiguration SetTypeDefaultVersion SignalResource StartResourceScan
  StopStackSetOperation TagResource TestType UntagResource UpdateGeneratedTemplate UpdateResource
  UpdateStack UpdateStackInstances UpdateStackSet UpdateTerminationProtection
`
  .trim()
  .split(/\s+/);
const READS = ['DescribeStacks', 'DescribeStackEvents', 'DetectStackDrift', 'GetTemplate', 'ListStacks'];

test.each([
  ...WRITES.map((action) => [action, false] as const),
  ...READS.map((action) => [action, true] as const),
])('dev, anywhere, by cloudformation:%s: %s', (action, expected) => {
  const resource = `arn:aws:cloudformation:eu-central-1:${ACCOUNT}:stack/acme-baseline/1`;
  expect(may('dev', `cloudformation:${action}`, { resource })).toBe(expected);
  expect(may('dev', `cloudformation:${action}`, { resource, props: DISPOSABLE })).toBe(expected);
  expect(may('dev', `cloudformation:${action}`)).toBe(expected);
});

test('the role says that it deploys nothing', () => {
  expect(roleOf('dev').Description).toContain('CloudFormation');
});
