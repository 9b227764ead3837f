import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Clients } from './lambda-clients.ts';
import { createFunction, type FunctionOptions, type LambdaFunction } from './lambda-function.ts';
import { createQueue, type Queue, redrive } from './lambda-queue.ts';
import { createBucket } from './lambda-site.ts';
import { byEventBridge } from './lambda-wirings.ts';

export interface ChainOptions extends FunctionOptions {
  readonly bucket: string;
  readonly table: string;
}

/** S3 → EventBridge → SQS → function, set up as the README of the Lambda says. */
export interface Chain extends Omit<LambdaFunction, 'read'> {
  readonly queue: Queue;
}

/** Makes all of it but the distribution; the role may do nothing at first. The queue has the function's name. */
export async function createChain(clients: Clients, options: ChainOptions): Promise<Chain> {
  const { name, bucket } = options;
  const queue = await createQueues(clients, name);
  await createBucket(clients, bucket);
  await byEventBridge(clients, bucket, queue);
  await createTable(clients, options.table);
  const { read, ...made } = await createFunction(clients, options);
  await read(queue, {
    BatchSize: 10_000,
    MaximumBatchingWindowInSeconds: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  return { ...made, queue };
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
