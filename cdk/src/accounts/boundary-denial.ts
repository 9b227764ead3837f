import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from '../conditions.ts';

/** One denial of a permissions boundary. */
export interface Denial {
  readonly sid: string;
  readonly actions?: readonly string[];
  /** In the place of actions: all but these. */
  readonly allBut?: readonly string[];
  /** Default all. */
  readonly resources?: readonly string[];
  readonly conditions?: Conditions;
}

export function denialStatement({
  sid,
  actions = [],
  allBut = [],
  resources = ['*'],
  conditions = {},
}: Denial): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    actions: [...actions],
    notActions: [...allBut],
    resources: [...resources],
    conditions,
  });
}

/** Spares principals, by ARN; none: nobody. */
export function exceptFor(principals: readonly string[]): Conditions {
  return principals.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': principals } };
}
