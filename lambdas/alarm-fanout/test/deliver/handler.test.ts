import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LambdaHandler } from '@kmscrypt/lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { envOf } from '../support/aws-answering.ts';
import { changeOf, deliveryIn } from '../support/delivering.ts';
import { motoOfFile } from '../support/moto.ts';

const REGION = 'eu-west-1';
/** moto's own. */
const ACCOUNT = '123456789012';
const ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:alarm-fanout-`;

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('the handler', () => {
  const endpoint = moto?.endpoint ?? '';
  const options = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [sqs, sns, dynamodb] = [new SQSClient(options), new SNSClient(options), new DynamoDBClient(options)];
  const urls = new Map<string, string>();
  let handler: LambdaHandler;

  const queue = async (name: string): Promise<void> => {
    const fifo = name.endsWith('.fifo') ? { Attributes: { FifoQueue: 'true' } } : {};
    const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name, ...fifo }));
    urls.set(name, url);
  };
  const received = async (name: string): Promise<readonly string[]> => {
    const command = new ReceiveMessageCommand({ QueueUrl: urls.get(name), MaxNumberOfMessages: 10 });
    const { Messages: messages = [] } = await sqs.send(command);
    return messages.map(({ Body: body = '' }) => body);
  };
  /** As Lambda invokes it for a queue. */
  const invoke = async (...deliveries: readonly unknown[]): Promise<unknown> => {
    const records = deliveries.map((delivery, index) => ({
      messageId: `message-${index}`,
      receiptHandle: `receipt-${index}`,
      body: JSON.stringify(delivery),
      attributes: { ApproximateReceiveCount: '1' },
      eventSource: 'aws:sqs',
      eventSourceARN: `${ARN}topic.fifo`,
    }));
    const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 };
    return handler({ Records: records }, context as never);
  };

  beforeAll(async () => {
    for (const name of ['told', 'alarm-fanout-topic.fifo', 'alarm-fanout-topic-dead-letters.fifo'])
      await queue(name);
    const { TopicArn: topic = '' } = await sns.send(new CreateTopicCommand({ Name: 'others' }));
    const told = `arn:aws:sqs:${REGION}:${ACCOUNT}:told`;
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: told }));
    await dynamodb.send(
      new CreateTableCommand({
        TableName: 'alarm-fanout',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const config = {
      destinations: { topic: { type: 'sns', topic } },
      fallback: ['topic'],
      queues: ARN,
      table: 'alarm-fanout',
    };
    const settings = { ...envOf(endpoint), KMSCRYPT_CONFIG: JSON.stringify(config) };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    // What it writes is looked at elsewhere.
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
    ({ handler } = await import('../../src/handlers/deliver.ts'));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await moto?.stop();
  });

  it('delivers once, however often it is invoked, and keeps what it knows in the table', async () => {
    const delivery = {
      ...deliveryIn(changeOf('cpu', { destination: 'topic' })),
      handedOverAt: new Date().toISOString(),
    };
    expect(await invoke(delivery)).toEqual({ batchItemFailures: [] });
    expect(await invoke(delivery)).toEqual({ batchItemFailures: [] });
    const told = await received('told');
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('cpu');
    const { Items: items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'alarm-fanout' }));
    expect(items.map(({ pk }) => pk?.S)).toEqual([`to#topic#${delivery.subject}`]);
  });

  it('puts aside what is no delivery', async () => {
    expect(await invoke({ destination: 'topic', version: 2 })).toEqual({ batchItemFailures: [] });
    expect(await invoke({ hello: 'world' })).toEqual({ batchItemFailures: [] });
    expect(await received('alarm-fanout-topic-dead-letters.fifo')).toEqual([
      '{"destination":"topic","version":2}',
      '{"hello":"world"}',
    ]);
  });
});
