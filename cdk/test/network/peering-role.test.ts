import { expect, test } from 'vitest';
import { PeeringRole } from '../../src/network/peering-role.ts';
import { inStack } from './in-stack.ts';
import { ofType } from './subnets.ts';

const base = {
  roleName: 'acme-accept-peering',
  vpcId: 'vpc-11111111',
  accounts: ['555555555555', '666666666666'],
};

const roleOf = (deployers?: readonly string[]): Readonly<Record<string, unknown>> | undefined => {
  const [role] = ofType(
    inStack((stack) => void new PeeringRole(stack, 'Role', { ...base, deployers })),
    'AWS::IAM::Role',
  ).values();
  return role;
};

test.each([
  ['what CloudFormation deploys with', undefined, 'cdk-*-cfn-exec-role-*'],
  ['what it is told', ['deployer'], 'deployer'],
])('it trusts %s in each account', (_name, deployers, expected) => {
  const statements = base.accounts.map((account) => ({
    Action: 'sts:AssumeRole',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${account}:role/${expected}`] } },
  }));
  expect(roleOf(deployers)?.['AssumeRolePolicyDocument']).toMatchObject({ Statement: statements });
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
