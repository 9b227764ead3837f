import { expect, test } from 'vitest';
import { CrossAccountRoles } from '../../src/accounts/cross-account-roles.ts';
import {
  PermissionsBoundary,
  type PermissionsBoundaryProps,
} from '../../src/accounts/permissions-boundary.ts';
import { decide } from '../support/evaluate-policy.ts';
import { inStack } from '../support/in-stack.ts';
import { sizeOf } from '../support/policies-in.ts';
import { ACCOUNT, BOUNDARY, DEV, documentOf, STATEMENTS, WHOLE } from './bounded.ts';

test('it fits, with long names too', () => {
  const name = 'a'.repeat(16);
  const props: PermissionsBoundaryProps = {
    policyName: `${name}-boundary`,
    settingsFunction: `${name}-account-settings`,
    archiveBuckets: [
      `${name}-archive-${ACCOUNT}-ap-southeast-1`,
      `${name}-balancer-logs-${ACCOUNT}-ap-southeast-1`,
    ],
    keyAliases: ['alias/cmk-*', `alias/${name}-archive`],
    userAdministrators: WHOLE.userAdministrators,
    sshKeys: {
      bucket: `${name}-ssh-keys-${ACCOUNT}-ap-southeast-1`,
      document: `${name}-ssh-keys`,
      parameters: `/${name}/ssh-keys`,
    },
    updates: `${name}-*auto-update*`,
  };
  expect(sizeOf(documentOf(props))).toBeLessThanOrEqual(6_144);
});

test('it lets through what is not named', () => {
  expect(decide(STATEMENTS, { principal: DEV, action: 'ec2:RunInstances' })).toBe('allow');
});

test('roles name the boundary, and are made after it', () => {
  const { Resources: resources } = inStack((stack) => {
    const { policy } = new PermissionsBoundary(stack, 'Boundary', WHOLE);
    return new CrossAccountRoles(stack, 'Roles', { securityAccount: ACCOUNT, boundary: policy });
  }, ACCOUNT);
  const boundary = Object.entries(resources).find(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')?.[0];
  const roles = Object.values(resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles).toHaveLength(8);
  for (const each of roles) {
    expect(each).toMatchObject({ DependsOn: [boundary] });
    expect(each.Properties?.['PermissionsBoundary']).toBe(BOUNDARY);
  }
});
