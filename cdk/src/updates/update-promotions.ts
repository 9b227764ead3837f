import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountPrincipal, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { promotionStatements } from './promotion-statements.ts';
import { updateTable } from './update-table.ts';

export interface UpdatePromotionsProps {
  readonly tableName: string;
  readonly environments: readonly PromotingEnvironment[];
}

/** An environment that has updates. */
export interface PromotingEnvironment {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  /** The environment that goes before; default none. */
  readonly after?: string | undefined;
  /** Of the role that is made for it. */
  readonly roleName: string;
  /** The role of its function: ARN. It need not be there yet. */
  readonly functionRoleArn: string;
  /** Roles of that account by which operators look ahead; default none. They need not be there yet. */
  readonly operatorArns?: readonly string[] | undefined;
  readonly externalId: string;
}

/** In shared-services: what environments have run well with, and a role for each, which writes what its own says. */
export class UpdatePromotions extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { tableName, environments }: UpdatePromotionsProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.table = updateTable(this, 'Table', { tableName });
    const tableArn = `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`;
    for (const { name, after, roleName, operatorArns = [], ...by } of environments)
      new Role(this, `Role-${name}`, {
        roleName,
        description: `By which the updates of ${name} tell what they have run well with`,
        // Named as the principal itself, it would be another one once it has been made anew.
        assumedBy: new AccountPrincipal(by.account).withConditions({
          ArnEquals: { 'aws:PrincipalArn': [by.functionRoleArn, ...operatorArns] },
          StringEquals: { 'sts:ExternalId': by.externalId },
        }),
        inlinePolicies: {
          promotions: new PolicyDocument({
            statements: [...promotionStatements({ tableArn, environment: name, after })],
            minimize: false,
          }),
        },
      });
  }
}
