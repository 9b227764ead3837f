import { Stack } from 'aws-cdk-lib';
import {
  CfnGroup,
  type CfnGroupProps,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import { GROUP_POLICY_PATH } from './group-policy-path.ts';
import { groupsOf, type GroupAccount, type GroupPlan } from './groups.ts';
import { roleName, type AccessLevel } from './roles.ts';
import { selfManagementStatements } from './self-management.ts';

export interface UserGroupsProps {
  /**
   * All accounts that have the cross-account roles; 1 to 46, all with programs: each then has six groups, which are resources, of which
   * a stack here has fewer than 300. IAM's own quota of groups (300 by default) and of policies' sizes are kept with these.
   */
  readonly accounts: readonly GroupAccount[];
  /** Whether there is the group `iam-admin`; default no. */
  readonly iamAdmin?: boolean | undefined;
  /** Path of the tree of SSM parameters that users put their own SSH keys into, in the stack's region; default none. */
  readonly sshKeyTree?: string | undefined;
}

/**
 * The groups of the security account, whose stack it belongs in. They grant what users do to themselves, and becoming a role: no
 * group lets anybody do anything by itself. Everybody is in `iam-user-self-mgmt`.
 */
export class UserGroups extends Construct {
  readonly groups: readonly GroupPlan[];

  constructor(scope: Construct, id: string, { accounts, iamAdmin = false, sshKeyTree }: UserGroupsProps) {
    super(scope, id);
    this.groups = groupsOf({ accounts, securityAccount: Stack.of(this).account, iamAdmin });
    const self = this.#selfManagement(sshKeyTree);
    const policies = new Map<AccessLevel, ManagedPolicy>();
    for (const group of this.groups) {
      const { level } = group;
      if (level === undefined) this.#group(group, { managedPolicyArns: [self.managedPolicyArn] });
      else if (group.name.startsWith('_')) this.#group(group, { policies: [this.#inline(group, level)] });
      else {
        const policy = policies.get(level) ?? this.#assume(group, level);
        policies.set(level, policy);
        this.#group(group, { managedPolicyArns: [policy.managedPolicyArn] });
      }
    }
  }

  #group({ name }: GroupPlan, grants: Omit<CfnGroupProps, 'groupName'>): void {
    new CfnGroup(this, name, { groupName: name, ...grants });
  }

  /** Inline: one resource a group, of which there are as many as accounts times levels. */
  #inline(group: GroupPlan, level: AccessLevel): CfnGroup.PolicyProperty {
    const policyDocument = new PolicyDocument({ statements: [this.#assuming(group, level)] });
    return { policyName: `assume-${level}`, policyDocument };
  }

  #assume(group: GroupPlan, level: AccessLevel): ManagedPolicy {
    return new ManagedPolicy(this, `Assume-${level}`, {
      path: GROUP_POLICY_PATH,
      description: `Becoming ${roleName(level)} in the accounts that have it, with MFA`,
      statements: [this.#assuming(group, level)],
    });
  }

  #assuming({ accounts }: GroupPlan, level: AccessLevel): PolicyStatement {
    const { partition } = Stack.of(this);
    return new PolicyStatement({
      sid: 'Assume',
      actions: ['sts:AssumeRole'],
      resources: accounts.map((account) => `arn:${partition}:iam::${account}:role/${roleName(level)}`),
    });
  }

  #selfManagement(path: string | undefined): ManagedPolicy {
    const { partition, account, region } = Stack.of(this);
    const statements = selfManagementStatements({
      partition,
      account,
      sshKeyTree: path === undefined ? undefined : { region, path },
    });
    const policy = new ManagedPolicy(this, 'SelfManagement', {
      path: GROUP_POLICY_PATH,
      description: 'What users do to themselves: password, MFA device, access keys, SSH keys',
      statements: [...statements],
    });
    const reason =
      'the password policy and the list of devices belong to the account: AWS lets reading them not be limited; SSH keys have names of their owner';
    acknowledgeWildcards(policy, statements, reason);
    return policy;
  }
}
