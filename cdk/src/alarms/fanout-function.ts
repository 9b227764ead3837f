import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';

export interface FanoutFunctionProps {
  /** Of the fan-out; the function and its role are called `NAME-HANDLER`. */
  readonly name: string;
  readonly handler: 'ingest' | 'deliver';
  readonly description: string;
  /** Of the Lambda, whole. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly statements: readonly PolicyStatement[];
  readonly servicesKey: IKey;
}

/** One of the two functions of the fan-out. Its role has a name, by which roles of other accounts know it. */
export function fanoutFunction(scope: Construct, props: FanoutFunctionProps): BundledFunction {
  const { name, handler, statements, ...rest } = props;
  const functionName = `${name}-${handler}`;
  const made = new BundledFunction(scope, handler, {
    ...rest,
    functionName,
    roleName: functionName,
    statements,
    bundle: 'alarm-fanout',
    handler: `${handler}.handler`,
  });
  for (const resource of new Set(statements.flatMap((statement) => statement.resources))) {
    const reason = WILDCARDS.find(({ pattern }) => pattern.test(resource))?.reason;
    if (reason !== undefined) acknowledge(made.role, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
  }
  return made;
}

/** Why what the functions may use has a `*` in it. */
const WILDCARDS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /^\*$/u,
    reason:
      'Reading of alarms: DescribeAlarms finds composite alarms on * only, and images of metrics have no resource',
  },
  { pattern: /\/graphs\/\*$/u, reason: 'Each graph is an object of its own below graphs/' },
  { pattern: /:parameter\/.*\/\*$/u, reason: 'The config refers to all parameters below this path' },
  {
    pattern: /:identity\/\*$/u,
    reason: 'The sender of the mails is a secret, so that its identity is not known',
  },
];
