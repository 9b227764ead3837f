import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clients } from './lambda-clients.ts';
import { createQueue, type Queue, redrive } from './lambda-queue.ts';
import type { Policy } from './lambda-readme.ts';
import { createBucket } from './lambda-site.ts';
import { byEventBridge } from './lambda-wirings.ts';
import { zipOf } from './lambda-zip.ts';

export interface ChainOptions {
  /** The function's name, its queue's too. */
  readonly name: string;
  readonly bucket: string;
  readonly table: string;
  /** The folder of the bundle. */
  readonly dist: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** S3 → EventBridge → SQS → function, set up as the README of the Lambda says. */
export interface Chain {
  readonly queue: Queue;
  /** Gives the function's role this policy, and no other. */
  readonly allow: (policy: Policy) => Promise<void>;
  readonly configure: (config: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Lets Lambda read the queue, or not. */
  readonly setEnabled: (isEnabled: boolean) => Promise<void>;
  /** What the function has written so far, a line each. */
  readonly log: () => Promise<readonly string[]>;
}

/** Makes all of it but the distribution; the role may do nothing at first. */
export async function createChain(clients: Clients, options: ChainOptions): Promise<Chain> {
  const { name, bucket } = options;
  const queue = await createQueues(clients, name);
  await createBucket(clients, bucket);
  await byEventBridge(clients, bucket, queue);
  await createTable(clients, options.table);
  await createFunction(clients, options);
  const { lambda, iam, logs } = clients;
  const { UUID } = await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: name,
      EventSourceArn: queue.arn,
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    }),
  );
  return {
    queue,
    allow: async (policy) => {
      const PolicyDocument = JSON.stringify(policy);
      await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: name, PolicyDocument }));
    },
    configure: async (config) => {
      await lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: environment(config) }),
      );
      await isReady(clients, name);
    },
    setEnabled: async (Enabled) => {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    },
    log: async () => {
      const { events = [] } = await logs
        .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }))
        // Lambda makes the group when the function runs first.
        .catch(() => ({ events: [] }));
      return events.map(({ message = '' }) => message);
    },
  };
}

async function createQueues(clients: Clients, name: string): Promise<Queue> {
  const deadLetters = await createQueue(clients, `${name}-dead-letters`);
  return createQueue(clients, name, { VisibilityTimeout: '660', ...redrive(deadLetters, 20) });
}

/** Makes the table of a Lambda's memory. */
export async function createTable({ dynamodb }: Clients, TableName: string): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

async function createFunction(clients: Clients, { name, dist, config }: ChainOptions): Promise<void> {
  const { iam, lambda, account } = clients;
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 60,
      Role: `arn:aws:iam::${account}:role/${name}`,
      Code: { ZipFile: zipOf(dist) },
      Environment: environment(config),
    }),
  );
  await isReady(clients, name);
}

function environment(config: ChainOptions['config']): { Variables: Record<string, string> } {
  return { Variables: { KMSCRYPT_CONFIG: JSON.stringify(config) } };
}

async function isReady({ lambda }: Clients, name: string): Promise<void> {
  for (;;) {
    const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const { State: state, LastUpdateStatus: update } = found;
    if (state === 'Failed' || update === 'Failed') {
      throw new Error(`the function is not ready: ${found.StateReason ?? found.LastUpdateStatusReason}`);
    }
    if (state === 'Active' && update !== 'InProgress') return;
    await delay(50);
  }
}
