import { expect, test } from 'vitest';
import { PeeringRole, type PeeringRoleProps } from '../../src/network/peering-role.ts';
import { sizeOf } from '../support/policies-in.ts';
import { inStack } from './in-stack.ts';
import { ofType } from './subnets.ts';

const base = {
  roleName: 'acme-accept-peering',
  vpcId: 'vpc-11111111',
  accounts: ['555555555555', '666666666666'],
};

const roleOf = (props: Partial<PeeringRoleProps> = {}): Readonly<Record<string, unknown>> | undefined => {
  const [role] = ofType(
    inStack((stack) => void new PeeringRole(stack, 'Role', { ...base, ...props })),
    'AWS::IAM::Role',
  ).values();
  return role;
};

test.each([
  ['what CloudFormation deploys with', undefined, 'cdk-*-cfn-exec-role-*'],
  ['what it is told', ['deployer'], 'deployer'],
])('it trusts %s, in those accounts', (_name, deployers, expected) => {
  const statement = {
    Action: 'sts:AssumeRole',
    Effect: 'Allow',
    Principal: { AWS: base.accounts.map((account) => `arn:aws:iam::${account}:root`) },
    Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::*:role/${expected}`] } },
  };
  expect(roleOf({ deployers })?.['AssumeRolePolicyDocument']).toEqual({
    Statement: [statement],
    Version: '2012-10-17',
  });
});

/** IAM's quotas: of a trust policy by default, and of all inline policies of a role. */
const TRUST = 2_048;
const INLINE = 10_240;

test.each([
  [30, true],
  [56, true],
  [57, false],
])('for %i accounts its trust fits: %s', (count, expected) => {
  const accounts = Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
  const role = roleOf({ accounts });
  expect(sizeOf(role?.['AssumeRolePolicyDocument']) <= TRUST).toBe(expected);
  expect(sizeOf(role?.['Policies'])).toBeLessThan(INLINE);
});

test('it accepts peerings of those accounts with that VPC, and does nothing else', () => {
  const vpc = 'arn:aws:ec2:eu-central-1:111111111111:vpc/vpc-11111111';
  expect(roleOf()).toMatchObject({
    RoleName: 'acme-accept-peering',
    Policies: [
      {
        PolicyDocument: {
          Statement: [
            { Action: 'ec2:AcceptVpcPeeringConnection', Effect: 'Allow', Resource: vpc },
            {
              Action: 'ec2:AcceptVpcPeeringConnection',
              Effect: 'Allow',
              Resource: 'arn:aws:ec2:eu-central-1:111111111111:vpc-peering-connection/*',
              Condition: {
                ArnEquals: { 'ec2:AccepterVpc': vpc },
                ArnLike: {
                  'ec2:RequesterVpc': base.accounts.map(
                    (account) => `arn:aws:ec2:eu-central-1:${account}:vpc/*`,
                  ),
                },
              },
            },
          ],
        },
      },
    ],
  });
});
