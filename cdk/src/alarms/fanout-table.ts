import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

export interface FanoutTableProps {
  readonly tableName: string;
  /** Default `RETAIN_ON_UPDATE_OR_DELETE`. */
  readonly removalPolicy?: RemovalPolicy | undefined;
}

/**
 * What the fan-out remembers of alarms. It has a name that is known beforehand, so that the config of the functions can be a file:
 * as a variable it would have 4 KB at most. So the table that a failed first deployment has made goes with it, and has no deletion
 * protection, which would keep CloudFormation from that; point-in-time recovery brings back what somebody has deleted.
 */
export function fanoutTable(
  scope: Construct,
  { tableName, removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }: FanoutTableProps,
): Table {
  return new Table(scope, 'Table', {
    tableName,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    timeToLiveAttribute: 'expires',
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    removalPolicy,
  });
}
