import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface UpdateTableProps {
  readonly tableName: string;
  /** Whether it goes with its stack; default no. */
  readonly disposable?: boolean | undefined;
}

/**
 * What the Lambda knows of runs, or what environments tell each other. It has a name that is known beforehand, so that the table that a
 * failed first deployment has made goes with it, and has no deletion protection; point-in-time recovery brings back what somebody
 * has deleted.
 */
export function updateTable(
  scope: Construct,
  id: string,
  { tableName, disposable = false }: UpdateTableProps,
): Table {
  const table = new Table(scope, id, {
    tableName,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expires',
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !disposable },
    removalPolicy: disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  if (disposable) acknowledge(table, 'AwsSolutions-DDB3', 'the environment is there to be thrown away');
  return table;
}
