import { Stack } from 'aws-cdk-lib';
import { type IManagedPolicy, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../wildcard-findings.ts';
import type { PermissionsBoundaryProps } from './boundary-options.ts';
import { boundaryStatements } from './boundary-statements.ts';

export type { PermissionsBoundaryProps } from './boundary-options.ts';

/**
 * The most that any role of an account may do: everything, but for what would take the boundary, the audit or the keys away. It
 * grants nothing. What deploys it (the CDK's role for CloudFormation) must not have it itself.
 */
export class PermissionsBoundary extends Construct {
  /** By its name, as roles of other stacks have it, too; what depends on it waits for it. */
  readonly policy: IManagedPolicy;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    this.policy = ManagedPolicy.fromManagedPolicyName(this, 'Policy', props.policyName);
    const statements = boundaryStatements({ ...props, account, partition });
    const made = new ManagedPolicy(this.policy, 'Made', {
      managedPolicyName: props.policyName,
      description:
        'Bounds every role of this account: no way past the boundary, the audit, the archive and the keys',
      statements: [...statements],
    });
    const reason = 'a boundary grants nothing: it allows everything so that only its denials bound';
    acknowledgeWildcards(made, statements, reason);
  }
}
