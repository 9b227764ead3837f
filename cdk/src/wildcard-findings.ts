import { Stack } from 'aws-cdk-lib';
import { Effect, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Why there is a wildcard; by the finding where not all have the same reason: nothing leaves the finding as it is. */
export type WildcardReason = string | ((finding: string) => string | undefined);

/** Says why statements of a role or policy have wildcards in what they allow; of statements without any it says nothing. */
export function acknowledgeWildcards(
  construct: IConstruct,
  statements: readonly PolicyStatement[],
  reason: WildcardReason,
): void {
  for (const finding of wildcardFindings(construct, statements)) {
    const why = typeof reason === 'string' ? reason : reason(finding);
    if (why !== undefined) acknowledge(construct, `AwsSolutions-IAM5[${finding}]`, why);
  }
}

/**
 * The findings that cdk-nag has of wildcards in what statements allow: `Action::s3:*`, and for resources such as
 * `Resource::arn:<AWS::Partition>:iam::111122223333:user/*`, in which `<…>` is what CloudFormation fills in.
 */
export function wildcardFindings(
  scope: IConstruct,
  statements: readonly PolicyStatement[],
): readonly string[] {
  const stack = Stack.of(scope);
  const allowing = statements.filter(({ effect }) => effect === Effect.ALLOW);
  const actions = allowing.flatMap((statement) => statement.actions.map((action) => `Action::${action}`));
  const resources = allowing.flatMap((statement) =>
    statement.resources.map((resource) => `Resource::${flat(stack.resolve(resource))}`),
  );
  return [...new Set([...actions, ...resources])].filter((finding) => finding.includes('*'));
}

/** As cdk-nag writes what CloudFormation fills in. */
function flat(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved;
  const parts: unknown = Object.entries(Object(resolved))[0]?.[1];
  if (!Array.isArray(parts)) return `<${String(parts)}>`;
  return Array.isArray(parts[1]) ? parts[1].map(flat).join(String(parts[0])) : '';
}
