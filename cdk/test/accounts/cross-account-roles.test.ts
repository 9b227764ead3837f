import { expect, test } from 'vitest';
import { CROSS_ACCOUNT_ROLES } from '../../src/accounts/roles.ts';
import { decide } from '../support/evaluate-policy.ts';
import { sizeOf, statementsIn } from '../support/policies-in.ts';
import { ACCOUNT, rolesOf, SECURITY } from './roles-of.ts';

test('every account has all roles but iam-admin, by the names of the checklist', () => {
  const names = [
    ...['read-only', 'billing', 'support', 'logs', 'dev', 'full'].map(
      (level) => `allow-${level}-access-from-other-accounts`,
    ),
    'allow-ssh-access',
    'allow-auto-deploy-access',
  ];
  expect(rolesOf().map(({ RoleName }) => RoleName)).toEqual(names);
  const withAdmin = rolesOf({ iamAdmin: true }).map(({ RoleName }) => RoleName);
  expect(withAdmin).toEqual(CROSS_ACCOUNT_ROLES.map(({ name }) => name));
});

test.each(rolesOf({ iamAdmin: true }).map((each) => [each.RoleName, each] as const))(
  '%s has the boundary, fits, and is assumed with MFA by the security account alone',
  (name, each) => {
    const trust = statementsIn(each.AssumeRolePolicyDocument);
    const principal = `arn:aws:iam::${SECURITY}:root`;
    expect(trust.map(({ Principal }) => Principal)).toEqual([{ AWS: principal }]);
    const assume = (context: Readonly<Record<string, string>>): string =>
      decide(trust, { principal, action: 'sts:AssumeRole', context });
    expect(assume({ 'aws:MultiFactorAuthPresent': 'true' })).toBe('allow');
    expect(assume({ 'aws:MultiFactorAuthPresent': 'false' })).toBe('none');
    // A bare access key: the request does not have the key at all.
    expect(assume({})).toBe('none');
    expect(each.PermissionsBoundary).toBe(`arn:aws:iam::${ACCOUNT}:policy/acme-boundary`);
    expect(each.MaxSessionDuration).toBe(/-(?:ssh|auto-deploy)-/.test(name) ? 3_600 : 43_200);
    const inline = (each.Policies ?? []).map(({ PolicyDocument }) => sizeOf(PolicyDocument));
    expect(inline.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(10_240);
    expect(sizeOf(each.AssumeRolePolicyDocument)).toBeLessThanOrEqual(2_048);
  },
);

test('the hours of sessions are those that are given', () => {
  const hours = rolesOf({ sessionHours: 4, shortSessionHours: 2 }).map(
    (each) => each.MaxSessionDuration / 3_600,
  );
  expect([...new Set(hours)]).toEqual([4, 2]);
});
