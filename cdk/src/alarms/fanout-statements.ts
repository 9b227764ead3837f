import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What the functions of the fan-out work with; ARNs. */
export interface FanoutResources {
  readonly queueArn: string;
  readonly deadLetterArn: string;
  /** Of the destinations. */
  readonly queueArns: readonly string[];
  readonly deadLetterArns: readonly string[];
  readonly tableArn: string;
}

const RECEIVE = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
];

/** The statements `Alarms` and `Graphs` of the fan-out's README: of the function for its own account, of a role for another. */
export function alarmReading(): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'Alarms',
      actions: [
        'cloudwatch:DescribeAlarms',
        'cloudwatch:DescribeAlarmHistory',
        'cloudwatch:ListTagsForResource',
        'cloudwatch:ListAlarmMuteRules',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({ sid: 'Graphs', actions: ['cloudwatch:GetMetricWidgetImage'], resources: ['*'] }),
  ];
}

export interface IngestStatementsProps extends FanoutResources {
  /** Roles by which alarms of other accounts are read. */
  readonly readerArns: readonly string[];
  /** Of the bucket that graphs are put in; default none. */
  readonly graphBucketArn?: string | undefined;
}

/** What `ingest` may do besides writing its log: lambdas/alarm-fanout/README.md, "IAM". */
export function ingestStatements({
  queueArn,
  deadLetterArn,
  queueArns,
  tableArn,
  readerArns,
  graphBucketArn,
}: IngestStatementsProps): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'Queue', actions: RECEIVE, resources: [queueArn] }),
    new PolicyStatement({
      sid: 'HandOver',
      actions: ['sqs:SendMessage'],
      resources: [...queueArns, deadLetterArn],
    }),
    state(tableArn),
    ...alarmReading(),
    ...when(graphBucketArn === undefined ? [] : [`${graphBucketArn}/graphs/*`], (resources) => ({
      sid: 'GraphBucket',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources,
    })),
    ...when(readerArns, (resources) => ({ sid: 'OtherAccounts', actions: ['sts:AssumeRole'], resources })),
  ];
}

export interface DeliverStatementsProps extends FanoutResources {
  /** Identities and configuration sets of SES. */
  readonly mailArns: readonly string[];
  /** Of destinations of type `sns`. */
  readonly topicArns: readonly string[];
}

/** What `deliver` may do besides writing its log and opening secrets: lambdas/alarm-fanout/README.md, "IAM". */
export function deliverStatements({
  queueArns,
  deadLetterArns,
  tableArn,
  mailArns,
  topicArns,
}: DeliverStatementsProps): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'Queues', actions: RECEIVE, resources: [...queueArns] }),
    new PolicyStatement({ sid: 'PutAside', actions: ['sqs:SendMessage'], resources: [...deadLetterArns] }),
    state(tableArn),
    ...when(mailArns, (resources) => ({ sid: 'Mail', actions: ['ses:SendEmail'], resources })),
    ...when(topicArns, (resources) => ({ sid: 'Topics', actions: ['sns:Publish'], resources })),
  ];
}

function state(tableArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'State',
    actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    resources: [tableArn],
  });
}

/** Nothing where it would be on nothing. */
function when(
  arns: readonly string[],
  statementOf: (resources: string[]) => {
    readonly sid: string;
    readonly actions: string[];
    readonly resources: string[];
  },
): readonly PolicyStatement[] {
  return arns.length === 0 ? [] : [new PolicyStatement(statementOf([...arns]))];
}
