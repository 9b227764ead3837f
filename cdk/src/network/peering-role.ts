import { Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  CompositePrincipal,
  PolicyDocument,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../wildcard-findings.ts';

export interface PeeringRoleProps {
  readonly roleName: string;
  /** The VPC that others are peered with. */
  readonly vpcId: string;
  /**
   * Accounts whose VPCs are let in, 12 digits each; 1 to 56: with more, the trust would be longer than the 2,048 characters that IAM
   * gives it by default (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
   */
  readonly accounts: readonly string[];
  /**
   * Names of the roles there that may assume this one, with `*` and `?`; default those that CloudFormation has from `cdk
   * bootstrap`: `cdk-*-cfn-exec-role-*`.
   */
  readonly deployers?: readonly string[] | undefined;
}

/**
 * The role by which CloudFormation, in the account that requests a peering, accepts it in this one
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/peer-with-vpc-in-another-account.html). CloudFormation passes no
 * ExternalId and has no MFA; so the trust is in the roles that it deploys with.
 */
export class PeeringRole extends Construct {
  constructor(scope: Construct, id: string, props: PeeringRoleProps) {
    super(scope, id);
    const { roleName, vpcId, accounts, deployers = ['cdk-*-cfn-exec-role-*'] } = props;
    const stack = Stack.of(this);
    // Of any account: the principals say which, so that each costs no more than its number.
    const roles = deployers.map((role) =>
      stack.formatArn({ service: 'iam', region: '', account: '*', resource: 'role', resourceName: role }),
    );
    const vpc = stack.formatArn({ service: 'ec2', resource: 'vpc', resourceName: vpcId });
    const requesters = accounts.map((account) =>
      stack.formatArn({ service: 'ec2', account, resource: 'vpc', resourceName: '*' }),
    );
    const connections = stack.formatArn({
      service: 'ec2',
      resource: 'vpc-peering-connection',
      resourceName: '*',
    });
    const actions = ['ec2:AcceptVpcPeeringConnection'];
    const statements = [
      new PolicyStatement({ actions, resources: [vpc] }),
      new PolicyStatement({
        actions,
        resources: [connections],
        conditions: {
          ArnEquals: { 'ec2:AccepterVpc': vpc },
          ArnLike: { 'ec2:RequesterVpc': requesters },
        },
      }),
    ];
    const role = new Role(this, 'Role', {
      roleName,
      description: 'Accepts peerings of the environments with the management VPC',
      assumedBy: new CompositePrincipal(
        ...accounts.map((account) => new AccountPrincipal(account)),
      ).withConditions({
        ArnLike: { 'aws:PrincipalArn': roles },
      }),
      inlinePolicies: { accept: new PolicyDocument({ statements }) },
    });
    acknowledgeWildcards(
      role,
      statements,
      'The id of a peering is unknown before it is requested; conditions limit it to the management VPC and the environments.',
    );
  }
}
