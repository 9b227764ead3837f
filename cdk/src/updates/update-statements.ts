import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { queueStatement } from '../lambda/queue-statement.ts';
import { hostUpdateStatements } from './host-update-statements.ts';
import { parameterStatements } from './parameter-statements.ts';
import { refreshStatements } from './refresh-statements.ts';
import { arnsOf, type UpdatePlace } from './update-place.ts';
import type { UpdateShape } from './update-shape.ts';

export interface UpdateStatementsProps extends UpdatePlace {
  readonly queueArn: string;
  /** Of the Lambda's config. */
  readonly shape: UpdateShape;
  /** Of the topic's key; default it has none. */
  readonly topicKeyArn?: string | undefined;
  /** Roles of the hosts of Auto Scaling groups. */
  readonly hostRoleArns: readonly string[];
}

/** What the Lambda auto-update may do besides logging: lambdas/auto-update/README.md, "IAM". */
export function updateStatements(props: UpdateStatementsProps): readonly PolicyStatement[] {
  const { queueArn, shape, topicKeyArn, hostRoleArns, ...place } = props;
  const { table, topic, promotion } = shape;
  return [
    queueStatement(queueArn),
    new PolicyStatement({
      sid: 'State',
      actions: [
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      resources: [arnsOf(place).of('dynamodb', `table/${table}`)],
    }),
    new PolicyStatement({
      sid: 'Hosts',
      actions: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'],
      resources: ['*'],
    }),
    ...hostUpdateStatements(place, shape),
    ...refreshStatements(place, shape, hostRoleArns),
    ...parameterStatements(place, shape),
    // Composite alarms are found on * only.
    new PolicyStatement({
      sid: 'Alarms',
      actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
      resources: ['*'],
    }),
    ...(topic === undefined ? [] : noticeStatements({ topic, topicKeyArn, region: place.region })),
    ...(promotion?.role === undefined
      ? []
      : [
          new PolicyStatement({
            sid: 'Promotions',
            actions: ['sts:AssumeRole'],
            resources: [promotion.role],
          }),
        ]),
  ];
}

interface NoticeOptions {
  readonly topic: string;
  readonly topicKeyArn: string | undefined;
  readonly region: string;
}

function noticeStatements({ topic, topicKeyArn, region }: NoticeOptions): readonly PolicyStatement[] {
  const publishing = new PolicyStatement({ sid: 'Notices', actions: ['sns:Publish'], resources: [topic] });
  if (topicKeyArn === undefined) return [publishing];
  return [
    publishing,
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    new PolicyStatement({
      sid: 'NoticeKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [topicKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
    }),
  ];
}
