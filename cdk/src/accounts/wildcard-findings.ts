import { Stack } from 'aws-cdk-lib';
import { Effect, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/**
 * The findings that cdk-nag has of wildcards in the resources that statements allow, such as `Resource::arn:aws:iam::…:user/*`.
 * Where a stack has no region, the partition is `<AWS::Partition>`.
 */
export function wildcardFindings(
  scope: IConstruct,
  statements: readonly PolicyStatement[],
): readonly string[] {
  const stack = Stack.of(scope);
  const resources = statements
    .filter(({ effect }) => effect === Effect.ALLOW)
    .flatMap(({ resources: each }) => each)
    .filter((resource) => resource.includes('*'))
    .map((resource) => flat(stack.resolve(resource)));
  return [...new Set(resources)].map((resource) => `Resource::${resource}`);
}

/** As cdk-nag writes what CloudFormation fills in. */
function flat(resolved: unknown): string {
  if (typeof resolved === 'string') return resolved;
  const parts: unknown = Object.entries(Object(resolved))[0]?.[1];
  if (!Array.isArray(parts)) return `<${String(parts)}>`;
  return Array.isArray(parts[1]) ? parts[1].map(flat).join(String(parts[0])) : '';
}
