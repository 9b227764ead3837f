import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTopic } from '../../src/aws/sns.ts';
import type { Publication } from '../../src/senders.ts';
import { type AwsAnswer, awsAnswering, envOf } from '../support/aws-answering.ts';
import { motoOfFile } from '../support/moto.ts';

const ALWAYS = new AbortController().signal;
const PUBLICATION: Publication = {
  arn: 'arn:aws:sns:us-east-1:111122223333:alarms',
  subject: 'ALARM: cpu',
  message: '{"id":"1","name":"größe"}',
  attributes: { severity: 'critical', name: 'größe' },
};
const PUBLISHED: AwsAnswer = {
  status: 200,
  body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
};

const moto = await motoOfFile();
afterAll(() => moto?.stop());

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function use(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

function failure(status: number, code: string): AwsAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
  return { status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
}

describe.skipIf(moto === undefined)('moto', () => {
  const { endpoint = '' } = moto ?? {};
  const region = 'us-east-1';

  /** A topic with a queue that takes what is critical; reads that queue. */
  async function topicWithQueue(
    name: string,
  ): Promise<{ arn: string; read: () => Promise<readonly unknown[]> }> {
    use(envOf(endpoint));
    const isFifo = name.endsWith('.fifo');
    const Attributes: Record<string, string> = isFifo ? { FifoTopic: 'true' } : {};
    const sns = new SNSClient({ region });
    const sqs = new SQSClient({ region });
    const { TopicArn: arn = '' } = await sns.send(new CreateTopicCommand({ Name: name, Attributes }));
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: isFifo ? { FifoQueue: 'true' } : {} }),
    );
    await sns.send(
      new SubscribeCommand({
        TopicArn: arn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:123456789012:${name}`,
        Attributes: { FilterPolicy: '{"severity":["critical"]}' },
      }),
    );
    return {
      arn,
      read: async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        return Messages.map(({ Body = '' }): unknown => JSON.parse(Body));
      },
    };
  }

  it('hands on what a subscription filters', async () => {
    const { arn, read } = await topicWithQueue('alarms');
    const topic = createTopic();
    await topic.publish({ ...PUBLICATION, arn }, ALWAYS);
    await topic.publish({ ...PUBLICATION, arn, attributes: { severity: 'info' } }, ALWAYS);
    const { subject: Subject, message: Message } = PUBLICATION;
    expect(await read()).toMatchObject([
      { Subject, Message, MessageAttributes: { name: { Type: 'String', Value: 'größe' } } },
    ]);
  });

  it('hands on to a FIFO topic', async () => {
    const { arn, read } = await topicWithQueue('alarms.fifo');
    const topic = createTopic();
    for (const id of ['1', '1', '2']) {
      await topic.publish({ ...PUBLICATION, arn, message: id, fifo: { group: 'a', id } }, ALWAYS);
    }
    expect(await read()).toMatchObject([{ Message: '1' }, { Message: '2' }]);
  });

  it('knows no such topic', async () => {
    use(envOf(endpoint));
    const arn = 'arn:aws:sns:us-east-1:123456789012:none';
    await expect(createTopic().publish({ ...PUBLICATION, arn }, ALWAYS)).rejects.toMatchObject({
      code: 'REFUSED',
    });
  });
});

it('the request goes to the region of the topic', async () => {
  const { env, requests } = await awsAnswering(PUBLISHED);
  use(env);
  const topic = createTopic();
  await topic.publish(PUBLICATION, ALWAYS);
  await topic.publish({ ...PUBLICATION, arn: 'arn:aws:sns:ap-south-1:111122223333:alarms' }, ALWAYS);
  const regions = requests.map(({ headers }) => headers.authorization?.match(/\/([a-z0-9-]+)\/sns\//)?.[1]);
  expect(regions).toEqual(['us-east-1', 'ap-south-1']);
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toMatchObject({
    Action: 'Publish',
    TopicArn: PUBLICATION.arn,
    Subject: PUBLICATION.subject,
    Message: PUBLICATION.message,
    'MessageAttributes.entry.1.Name': 'severity',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'critical',
  });
});

describe('a failure, which is not tried again here', () => {
  it.each<[name: string, answer: AwsAnswer, expected: object]>([
    ['no such topic', failure(404, 'NotFound'), { code: 'REFUSED' }],
    ['no permission', failure(403, 'AuthorizationError'), { code: 'REFUSED' }],
    ['no permission, by a policy', failure(403, 'AccessDenied'), { code: 'REFUSED' }],
    ['invalid', failure(400, 'InvalidParameter'), { code: 'REFUSED' }],
    ['an invalid attribute', failure(400, 'ParameterValueInvalid'), { code: 'REFUSED' }],
    ['a key that must not be used', failure(400, 'KMSAccessDenied'), { code: 'REFUSED' }],
    ['refused by a name that is not known', failure(400, 'NewOne'), { code: 'REFUSED' }],
    ['too many', failure(429, 'Throttled'), { code: 'NOT_NOW', isLimit: true }],
    ['too much of the key', failure(400, 'KMSThrottling'), { code: 'NOT_NOW', isLimit: true }],
    ['throttled', failure(400, 'Throttling'), { code: 'NOT_NOW', isLimit: true }],
    ['broken', failure(500, 'InternalError'), { code: 'NOT_NOW', isLimit: false }],
    ['a connection that ends', 'reset', { code: 'UNKNOWN' }],
  ])('%s', async (_name, answer, expected) => {
    const { env, requests } = await awsAnswering(answer);
    use(env);
    const publishing = createTopic().publish(PUBLICATION, ALWAYS);
    await expect(publishing).rejects.toMatchObject({ name: 'DeliveryError', ...expected });
    expect(requests).toHaveLength(1);
  });

  it('no connection', async () => {
    use(envOf('http://127.0.0.1:9'));
    await expect(createTopic().publish(PUBLICATION, ALWAYS)).rejects.toMatchObject({ code: 'NOT_NOW' });
  });

  it('no answer in time', async () => {
    const ending = new AbortController();
    const { env } = await awsAnswering('hang', () => ending.abort());
    use(env);
    const publishing = createTopic().publish(PUBLICATION, ending.signal);
    await expect(publishing).rejects.toMatchObject({ code: 'UNKNOWN' });
  });

  it('no time at all', async () => {
    const { env, requests } = await awsAnswering(PUBLISHED);
    use(env);
    const publishing = createTopic().publish(PUBLICATION, AbortSignal.abort());
    await expect(publishing).rejects.toMatchObject({ code: 'NOT_NOW' });
    expect(requests).toEqual([]);
  });
});
