import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export interface PromotionStatementsProps {
  readonly tableArn: string;
  /** Whose items are written. */
  readonly environment: string;
  /** Whose items are read, besides; default none. */
  readonly after?: string | undefined;
}

/** What an environment may do with the table of promotions: lambdas/auto-update/README.md, "IAM". */
export function promotionStatements({
  tableArn,
  environment,
  after,
}: PromotionStatementsProps): readonly PolicyStatement[] {
  return [
    statement({
      sid: 'Own',
      tableArn,
      environment,
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    }),
    ...(after === undefined
      ? []
      : [statement({ sid: 'Before', tableArn, environment: after, actions: ['dynamodb:GetItem'] })]),
  ];
}

interface StatementOptions {
  readonly sid: string;
  readonly tableArn: string;
  readonly environment: string;
  readonly actions: readonly string[];
}

function statement({ sid, tableArn, environment, actions }: StatementOptions): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: [...actions],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`environment#${environment}`] } },
  });
}
