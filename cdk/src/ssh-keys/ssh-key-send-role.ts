import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkPolicySize } from '../lambda/check-policy-size.ts';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import type { HostGroup } from './host-groups.ts';
import { sendStatements } from './send-statements.ts';

export interface SshKeySendRoleProps {
  readonly roleName: string;
  readonly sentBy: SentBy;
  /** Of the document that is sent. */
  readonly documentName: string;
  /** One or more. */
  readonly groups: readonly Pick<HostGroup, 'tags'>[];
}

/** Whom the role is for. */
export interface SentBy {
  /** 12 digits. */
  readonly account: string;
  /** The role of the function. It need not be there yet. */
  readonly roleArn: string;
  /** Roles of that account by which operators look at the hosts; default none. They need not be there yet. */
  readonly operatorArns?: readonly string[] | undefined;
  readonly externalId: string;
}

/** One as itself, as the policy is then the one of the README. */
function principalsOf({ roleArn, operatorArns = [] }: SentBy): string | readonly string[] {
  return operatorArns.length === 0 ? roleArn : [roleArn, ...operatorArns];
}

/** The role by which ssh-key-sync finds the hosts of another account, and sends them its own document. */
export class SshKeySendRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: SshKeySendRoleProps) {
    super(scope, id);
    const { roleName, sentBy, documentName, groups } = props;
    const { partition, region, account } = Stack.of(this);
    const statements = sendStatements({ partition, region, account, documentNames: [documentName], groups });
    const policy = new PolicyDocument({ statements: [...statements] });
    checkPolicySize(roleName, policy);
    this.role = new Role(this, 'Role', {
      roleName,
      description: 'By which ssh-key-sync tells hosts that their users have changed',
      // Named as the principal itself, it would be another one once it has been made anew.
      assumedBy: new AccountPrincipal(sentBy.account).withConditions({
        ArnEquals: { 'aws:PrincipalArn': principalsOf(sentBy) },
        StringEquals: { 'sts:ExternalId': sentBy.externalId },
      }),
      inlinePolicies: { send: policy },
    });
    const reason = 'hosts come and go, and are limited by their tags; finding them has no resource';
    acknowledgeWildcards(this.role, statements, reason);
  }
}
