/** The functions of alarm-fanout, each with a policy of its own. */
export type Handler = 'ingest' | 'deliver';

/** By statement, what ministack does itself without asking IAM: it reads queues and writes logs. */
export const NOT_CHECKED: Readonly<Record<string, readonly string[]>> = {
  Logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Queues: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  // Neither has ministack mute rules nor images, so that it refuses them to everyone.
  Alarms: ['cloudwatch:ListAlarmMuteRules'],
  Graphs: ['cloudwatch:GetMetricWidgetImage'],
};

export interface Row {
  readonly name: string;
  readonly handler: Handler;
  /** Statements and actions that are taken out of its policy. */
  readonly gone: readonly string[];
  /** What is then not authorized, by the logs. */
  readonly refused: readonly string[];
  readonly isTold: boolean;
}

export const ROWS: readonly Row[] = [
  {
    name: 'HandOver',
    handler: 'ingest',
    gone: ['HandOver'],
    refused: ['sqs:SendMessageBatch'],
    isTold: false,
  },
  {
    name: 'State of ingest',
    handler: 'ingest',
    gone: ['State'],
    refused: ['dynamodb:BatchGetItem'],
    isTold: false,
  },
  {
    name: 'PutItem of ingest',
    handler: 'ingest',
    gone: ['dynamodb:PutItem'],
    refused: ['dynamodb:PutItem'],
    isTold: false,
  },
  {
    name: 'Alarms',
    handler: 'ingest',
    gone: ['Alarms'],
    refused: ['cloudwatch:DescribeAlarms'],
    isTold: true,
  },
  ...['cloudwatch:DescribeAlarmHistory', 'cloudwatch:ListTagsForResource'].map((action) => ({
    name: action,
    handler: 'ingest' as const,
    gone: [action],
    refused: [action],
    isTold: true,
  })),
  {
    name: 'State of deliver',
    handler: 'deliver',
    gone: ['State'],
    refused: ['dynamodb:BatchGetItem'],
    isTold: false,
  },
  {
    name: 'PutItem of deliver',
    handler: 'deliver',
    gone: ['dynamodb:PutItem'],
    refused: ['dynamodb:PutItem'],
    isTold: false,
  },
  { name: 'Secrets', handler: 'deliver', gone: ['Secrets'], refused: ['ssm:GetParameters'], isTold: false },
  { name: 'Mail', handler: 'deliver', gone: ['Mail'], refused: ['ses:SendEmail'], isTold: true },
  { name: 'Graphs', handler: 'ingest', gone: ['Graphs'], refused: [], isTold: true },
  // A mail that is refused has to be put aside.
  {
    name: 'PutAside and Mail',
    handler: 'deliver',
    gone: ['PutAside', 'Mail'],
    refused: ['ses:SendEmail', 'sqs:SendMessageBatch'],
    isTold: true,
  },
  // What fails comes back when it says.
  {
    name: 'HandOver and visibility',
    handler: 'ingest',
    gone: ['HandOver', 'sqs:ChangeMessageVisibility'],
    refused: ['sqs:ChangeMessageVisibilityBatch', 'sqs:SendMessageBatch'],
    isTold: false,
  },
  {
    name: 'Secrets and visibility',
    handler: 'deliver',
    gone: ['Secrets', 'sqs:ChangeMessageVisibility'],
    refused: ['sqs:ChangeMessageVisibilityBatch', 'ssm:GetParameters'],
    isTold: false,
  },
  // These are what cannot be checked; if a later version of ministack does, these rows fail.
  { name: 'Logs of ingest', handler: 'ingest', gone: ['Logs'], refused: [], isTold: true },
  { name: 'Queue', handler: 'ingest', gone: ['Queue'], refused: [], isTold: true },
  { name: 'Logs of deliver', handler: 'deliver', gone: ['Logs'], refused: [], isTold: true },
  { name: 'Queues', handler: 'deliver', gone: ['Queues'], refused: [], isTold: true },
];
