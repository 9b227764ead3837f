import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keyAdministration } from './key-administration.ts';

export interface ServicesKeyProps {
  /** With `alias/`; unique in the account and region. */
  readonly alias: string;
}

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];
const SEND = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/**
 * A key for log groups and topics of one account and region. It protects no secrets: what it encrypts is opened by whom IAM
 * policies of the account let at it. CloudWatch uses it by itself for those log groups and topics alone; who may send to a topic is
 * said by its own policy.
 */
export class ServicesKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { alias }: ServicesKeyProps) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    const of = (service: string): string => `arn:${partition}:${service}:${region}:${account}:*`;
    this.key = new Key(this, 'Key', {
      description: `Log groups and topics in ${region}; no secrets`,
      enableKeyRotation: true,
      // What was logged can be read for as long as it is kept.
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        minimize: false,
        statements: [
          keyAdministration(),
          new PolicyStatement({
            sid: 'Account',
            principals: [new AccountRootPrincipal()],
            actions: [...USE, 'kms:CreateGrant'],
            resources: ['*'],
          }),
          // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
          forService({
            sid: 'LogGroups',
            service: `logs.${region}`,
            actions: USE,
            context: 'logs:arn',
            arn: of('logs'),
          }),
          // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
          forService({
            sid: 'Topics',
            service: 'cloudwatch',
            actions: SEND,
            context: 'sns:topicArn',
            arn: of('sns'),
          }),
        ],
      }),
    });
    this.key.addAlias(alias);
  }
}

interface ForService {
  readonly sid: string;
  /** Without `.amazonaws.com`. */
  readonly service: string;
  readonly actions: readonly string[];
  /** The encryption context by which the service says what it encrypts, without `aws:`. */
  readonly context: string;
  readonly arn: string;
}

function forService({ sid, service, actions, context, arn }: ForService): PolicyStatement {
  return new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
    actions: [...actions],
    resources: ['*'],
    conditions: { ArnLike: { [`kms:EncryptionContext:aws:${context}`]: arn } },
  });
}
