import { expect, test } from 'vitest';
import { decide } from '../support/evaluate-policy.ts';
import { ACCOUNT, DEV, FULL, SETTINGS, STATEMENTS, WITH_BOUNDARY } from './bounded.ts';

const LAMBDA = `arn:aws:lambda:eu-central-1:${ACCOUNT}`;
const FUNCTION = `${LAMBDA}:function:acme-account-settings`;
const OTHER = `${LAMBDA}:function:web`;
const SOURCE = `${LAMBDA}:event-source-mapping:1`;

/** What makes it run or keeps it from running, and what changes what it is or may do. */
const OF_FUNCTION: readonly string[] = `
  AddPermission CreateAlias CreateFunction CreateFunctionUrlConfig DeleteFunction InvokeAsync
  InvokeFunction InvokeFunctionUrl PublishVersion PutFunctionConcurrency PutFunctionEventInvokeConfig
  PutFunctionRecursionConfig PutProvisionedConcurrencyConfig PutRuntimeManagementConfig RemovePermission
  UpdateAlias UpdateFunctionCode UpdateFunctionCodeSigningConfig UpdateFunctionConfiguration
  UpdateFunctionUrlConfig
`
  .trim()
  .split(/\s+/)
  .map((action) => `lambda:${action}`);

const OF_ROLE: readonly string[] = `
  iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePermissionsBoundary
  iam:DeleteRolePolicy iam:DetachRolePolicy iam:PassRole iam:PutRolePermissionsBoundary
  iam:PutRolePolicy iam:UpdateAssumeRolePolicy iam:UpdateRole sts:AssumeRole
`
  .trim()
  .split(/\s+/);

test.each([
  ...OF_FUNCTION.flatMap((action) => [
    [action, FUNCTION, OTHER] as const,
    [action, `${FUNCTION}:live`, OTHER] as const,
  ]),
  ...OF_ROLE.filter((action) => action !== 'iam:DeleteRolePermissionsBoundary').map(
    (action) => [action, SETTINGS, SETTINGS.replace('acme-account-settings', 'web')] as const,
  ),
])('nobody who is bounded may %s on %s; on another one they may', (action, resource, other) => {
  for (const principal of [FULL, DEV]) {
    expect(decide(STATEMENTS, { principal, action, resource, context: WITH_BOUNDARY })).toBe('deny');
    expect(decide(STATEMENTS, { principal, action, resource: other, context: WITH_BOUNDARY })).toBe('allow');
  }
});

test.each([
  ['lambda:CreateEventSourceMapping', '*'],
  ['lambda:UpdateEventSourceMapping', SOURCE],
])('%s does not lead to it, and does to another one', (action, resource) => {
  const to = (name: string): string =>
    decide(STATEMENTS, { principal: FULL, action, resource, context: { 'lambda:FunctionArn': name } });
  expect([to(FUNCTION), to(`${FUNCTION}:live`), to(OTHER)]).toEqual(['deny', 'deny', 'allow']);
});

test.each([
  ['lambda:GetFunctionConfiguration', FUNCTION],
  ['lambda:ListVersionsByFunction', FUNCTION],
  ['iam:GetRole', SETTINGS],
  ['iam:ListRolePolicies', SETTINGS],
])('%s shows it', (action, resource) => {
  expect(decide(STATEMENTS, { principal: FULL, action, resource })).toBe('allow');
});
