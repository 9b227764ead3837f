import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  type IManagedPolicy,
  ManagedPolicy,
  PolicyDocument,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import { ROLE_GRANTS, type GrantOptions } from './role-grants.ts';
import { CROSS_ACCOUNT_ROLES, type AccessLevel, type CrossAccountRole } from './roles.ts';

export interface CrossAccountRolesProps {
  /** 12 digits: the account whose users assume the roles, with MFA. */
  readonly securityAccount: string;
  /** The boundary of every role. */
  readonly boundary: IManagedPolicy;
  /** Hours a session of people lasts, 1 to 12; default 12. */
  readonly sessionHours?: number | undefined;
  /** Hours a session of ssh and deployments lasts, 1 to 12; default 1. */
  readonly shortSessionHours?: number | undefined;
  /** Whether there is `iam-admin`: in the security account, where it is chosen. Default no. */
  readonly iamAdmin?: boolean | undefined;
  /** Whether all that is in the account may be thrown away: developers then read secrets and act as its roles. Default no. */
  readonly disposable?: boolean | undefined;
  /** The archive that `logs` reads, where it is in this account; default none. */
  readonly archive?: { readonly buckets: readonly string[]; readonly keyAlias: string } | undefined;
  /** Names of the documents that `ssh` may start sessions with; default none: no Session Manager. */
  readonly sessionDocuments?: readonly string[] | undefined;
  /** Regions that `auto-deploy` deploys to; default the stack's. */
  readonly regions?: readonly string[] | undefined;
  /** Of the CDK's bootstrap; default `hnb659fds`. */
  readonly qualifier?: string | undefined;
}

/**
 * The roles by which people of the security account come into this account. All need MFA, `allow-auto-deploy-access` too: until
 * there is a CI, whose roles trust its own tokens, no machine may assume one.
 */
export class CrossAccountRoles extends Construct {
  readonly roles: ReadonlyMap<AccessLevel, Role>;

  constructor(scope: Construct, id: string, props: CrossAccountRolesProps) {
    super(scope, id);
    const { partition, account, region } = Stack.of(this);
    const { regions = [region], qualifier = 'hnb659fds' } = props;
    const options: GrantOptions = { ...props, partition, account, regions, qualifier };
    const chosen = CROSS_ACCOUNT_ROLES.filter(
      ({ level }) => level !== 'iam-admin' || props.iamAdmin === true,
    );
    this.roles = new Map(chosen.map((role) => [role.level, this.#make(role, props, options)] as const));
  }

  #make(role: CrossAccountRole, props: CrossAccountRolesProps, options: GrantOptions): Role {
    const { sessionHours = 12, shortSessionHours = 1, boundary, securityAccount } = props;
    const { managed, reason, statements } = ROLE_GRANTS[role.level](options);
    const made = new Role(this, role.level, {
      roleName: role.name,
      description: role.purpose,
      // Bool, not BoolIfExists: a request by a bare access key does not have the key at all, and would pass.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
      assumedBy: new AccountPrincipal(securityAccount).withConditions({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
      maxSessionDuration: Duration.hours(role.isShort ? shortSessionHours : sessionHours),
      permissionsBoundary: boundary,
      managedPolicies: managed.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
      ...(statements.length === 0
        ? {}
        : { inlinePolicies: { [role.level]: new PolicyDocument({ statements: [...statements] }) } }),
    });
    // A boundary that is set by its name would not make the role wait for it.
    made.node.addDependency(boundary);
    for (const name of managed)
      acknowledge(made, `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason);
    acknowledgeWildcards(made, statements, reason);
    return made;
  }
}
