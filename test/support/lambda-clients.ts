import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/** What tests build the surroundings of a Lambda with. */
export interface Clients {
  readonly region: string;
  /** Whose these clients are; twelve digits. */
  readonly account: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly events: EventBridgeClient;
  readonly cloudfront: CloudFrontClient;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly dynamodb: DynamoDBClient;
  readonly cloudwatch: CloudWatchClient;
  readonly ses: SESv2Client;
  readonly ssm: SSMClient;
}

/** Clients for an emulator that takes an account's number for its access key, or has one account anyway. */
export function clientsAt(
  endpoint: string,
  { region, account }: Pick<Clients, 'region' | 'account'>,
): Clients {
  const options = { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
  return {
    region,
    account,
    s3: new S3Client(options),
    sqs: new SQSClient(options),
    sns: new SNSClient(options),
    events: new EventBridgeClient(options),
    cloudfront: new CloudFrontClient(options),
    lambda: new LambdaClient(options),
    iam: new IAMClient(options),
    logs: new CloudWatchLogsClient(options),
    dynamodb: new DynamoDBClient(options),
    cloudwatch: new CloudWatchClient(options),
    ses: new SESv2Client(options),
    ssm: new SSMClient(options),
  };
}
