import { PutMetricAlarmCommand, SetAlarmStateCommand, type StateValue } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { createTable } from './lambda-chain.ts';
import type { Clients } from './lambda-clients.ts';
import { createFunction, type LambdaFunction } from './lambda-function.ts';
import { createQueue, type Queue, redrive } from './lambda-queue.ts';

/** What alarms go through before Lambda, named as the README of alarm-fanout has it. */
export interface AlarmWiring {
  /** The topic that alarms tell. */
  readonly topic: string;
  /** What ingest reads. */
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** By destination, what deliver reads. */
  readonly lanes: ReadonlyMap<string, Lane>;
}

export interface Lane {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

const NAME = 'alarm-fanout';

/**
 * Makes topic, queues and table.
 *
 * @param name what names begin with; default the README's.
 */
export async function createAlarmWiring(
  clients: Clients,
  destinations: readonly string[],
  name = NAME,
): Promise<AlarmWiring> {
  const deadLetters = await createQueue(clients, `${name}-dead-letters`);
  const queue = await createQueue(clients, name, {
    VisibilityTimeout: '360',
    Policy: JSON.stringify({
      Statement: [letIn(`arn:aws:sqs:${clients.region}:${clients.account}:${name}`)],
    }),
    ...redrive(deadLetters, 1000),
  });
  const lanes = new Map<string, Lane>();
  for (const destination of destinations) {
    lanes.set(destination, await createLane(clients, `${name}-${destination}`));
  }
  const { TopicArn: topic = '' } = await clients.sns.send(new CreateTopicCommand({ Name: name }));
  await clients.sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn }));
  await createTable(clients, name);
  return { topic, queue, deadLetters, lanes };
}

function letIn(Resource: string): Readonly<Record<string, unknown>> {
  const Service = ['sns.amazonaws.com', 'events.amazonaws.com'];
  return { Effect: 'Allow', Principal: { Service }, Action: 'sqs:SendMessage', Resource };
}

async function createLane(clients: Clients, name: string): Promise<Lane> {
  const deadLetters = await createQueue(clients, `${name}-dead-letters.fifo`, { FifoQueue: 'true' });
  const attributes = { FifoQueue: 'true', VisibilityTimeout: '360', ...redrive(deadLetters, 1000) };
  return { deadLetters, queue: await createQueue(clients, `${name}.fifo`, attributes) };
}

export interface AlarmFunctions {
  readonly ingest: LambdaFunction;
  readonly deliver: LambdaFunction;
}

export interface AlarmFunctionOptions {
  /** The folder of the bundles. */
  readonly dist: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Makes both functions, fed by their queues; their roles may do nothing at first. */
export async function createAlarmFunctions(
  clients: Clients,
  { queue, lanes }: AlarmWiring,
  options: AlarmFunctionOptions,
): Promise<AlarmFunctions> {
  const ingest = await createFunction(clients, {
    ...options,
    name: `${NAME}-ingest`,
    handler: 'ingest.handler',
  });
  const deliver = await createFunction(clients, {
    ...options,
    name: `${NAME}-deliver`,
    handler: 'deliver.handler',
  });
  await ingest.read(queue, { BatchSize: 10 });
  for (const lane of lanes.values()) await deliver.read(lane.queue, { BatchSize: 10 });
  return { ingest, deliver };
}

/** Makes an alarm that tells the topic of each change. */
export async function createAlarm({ cloudwatch }: Clients, name: string, topic: string): Promise<void> {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      AlarmDescription: 'Requests fail.\nRunbook: https://wiki.example.com/runbooks/checkout',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/checkout/50dc6c495c0c9188' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [topic],
      OKActions: [topic],
      InsufficientDataActions: [topic],
      Tags: [{ Key: 'severity', Value: 'critical' }],
    }),
  );
}

export async function setAlarm({ cloudwatch }: Clients, name: string, state: StateValue): Promise<void> {
  const reason =
    'Threshold Crossed: 3 datapoints [412.0, 380.0, 97.0] were greater than the threshold (50.0).';
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }),
  );
}
