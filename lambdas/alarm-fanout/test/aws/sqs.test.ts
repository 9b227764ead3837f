import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createPace } from '@kmscrypt/core/retry';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createQueues } from '../../src/aws/sqs.ts';
import type { QueueMessage } from '../../src/queues.ts';
import { envOf } from '../support/aws-answering.ts';
import { motoOfFile } from '../support/moto.ts';
import { scriptedSqs } from '../support/scripted-sqs.ts';

const ALWAYS = new AbortController().signal;
const PREFIX = 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout-';
const URL_PREFIX = 'https://sqs.eu-central-1.amazonaws.com/111122223333/alarm-fanout-';

const moto = await motoOfFile();
afterAll(() => moto?.stop());

function messageOf(name: string, body: string, group = name): QueueMessage {
  return {
    id: `${name}:${body}`,
    queue: `${PREFIX}${name}.fifo`,
    group,
    deduplicationId: `${name}:${body}`,
    body,
  };
}

/** `0`, `1`, …, for a queue. */
function messagesOf(name: string, count: number): readonly QueueMessage[] {
  return Array.from({ length: count }, (_, index) => messageOf(name, String(index)));
}

function impatient() {
  const sleep = async (): Promise<void> => {};
  const random = (): number => 0;
  return createQueues({}, { sleep, random, paceOf: () => createPace({ sleep, random }) });
}

function bodiesOf(messages: readonly QueueMessage[]): readonly string[] {
  return messages.map(({ body }) => body);
}

describe('batches', () => {
  it('ten a call, in order, to the address that the ARN says', async () => {
    const sqs = await scriptedSqs();
    const messages = messagesOf('chat', 23);
    expect(await impatient().send(messages, ALWAYS)).toEqual(new Map());
    expect(sqs.calls.map(({ Entries }) => Entries.length)).toEqual([10, 10, 3]);
    expect(sqs.taken.get(`${URL_PREFIX}chat.fifo`)).toEqual(bodiesOf(messages));
    expect(sqs.calls[0]?.region).toBe('eu-central-1');
    expect(sqs.calls[0]?.Entries[0]).toMatchObject({
      MessageGroupId: 'chat',
      MessageDeduplicationId: 'chat:0',
    });
    expect(sqs.mostAtOnce()).toBe(1);
  });

  it('256 KB a call', async () => {
    const sqs = await scriptedSqs();
    const sizes = [100_000, 100_000, 100_000, 262_144, 1, 262_143];
    const messages = sizes.map((size, index) => messageOf('chat', String(index).repeat(size)));
    await impatient().send(messages, ALWAYS);
    expect(sqs.calls.map(({ Entries }) => Entries.length)).toEqual([2, 1, 1, 2]);
  });

  it('counts bytes, not characters', async () => {
    const sqs = await scriptedSqs();
    await impatient().send(
      [messageOf('chat', 'ö'.repeat(70_000)), messageOf('chat', 'ü'.repeat(70_000))],
      ALWAYS,
    );
    expect(sqs.calls).toHaveLength(2);
  });

  it('queues do not wait for each other', async () => {
    const other = Promise.withResolvers<undefined>();
    const sqs = await scriptedSqs(({ QueueUrl }) => {
      if (QueueUrl.includes('chat')) return other.promise;
      other.resolve(undefined);
      return undefined;
    });
    await impatient().send([...messagesOf('chat', 3), ...messagesOf('mail', 12)], ALWAYS);
    expect(sqs.taken.get(`${URL_PREFIX}chat.fifo`)).toHaveLength(3);
    expect(sqs.taken.get(`${URL_PREFIX}mail.fifo`)).toHaveLength(12);
  });

  it('nothing is asked where there is nothing', async () => {
    const sqs = await scriptedSqs();
    expect(await impatient().send([], ALWAYS)).toEqual(new Map());
    expect(sqs.calls).toEqual([]);
  });
});

describe('what is not taken', () => {
  it('is tried again before what follows', async () => {
    const later = { notTaken: { 3: { code: 'InternalError', isOurs: false } } };
    const sqs = await scriptedSqs((_call, number) => (number <= 2 ? later : undefined));
    expect(await impatient().send(messagesOf('chat', 12), ALWAYS)).toEqual(new Map());
    expect(sqs.calls.map(({ Entries }) => Entries.map(({ MessageBody }) => MessageBody).join(' '))).toEqual([
      '0 1 2 3 4 5 6 7 8 9',
      '3',
      '3',
      '10 11',
    ]);
  });

  it('keeps what follows in its group, and nothing else', async () => {
    const sqs = await scriptedSqs(() => ({
      notTaken: { bad: { code: 'InvalidMessageContents', isOurs: true } },
    }));
    const messages = [
      messageOf('chat', 'bad', 'a'),
      ...Array.from({ length: 9 }, (_, index) => messageOf('chat', `first ${index}`, 'b')),
      messageOf('chat', 'of a', 'a'),
      messageOf('chat', 'of b', 'b'),
    ];
    const untaken = await impatient().send(messages, ALWAYS);
    expect([...untaken.keys()]).toEqual(['chat:bad', 'chat:of a']);
    expect(untaken.get('chat:bad')).toContain('InvalidMessageContents');
    expect(sqs.calls).toHaveLength(2);
    expect(sqs.taken.get(`${URL_PREFIX}chat.fifo`)).toContain('of b');
  });

  it('is tried again only so often', async () => {
    const sqs = await scriptedSqs(() => ({ notTaken: { 1: { code: 'InternalError', isOurs: false } } }));
    const untaken = await impatient().send(messagesOf('chat', 2), ALWAYS);
    expect([...untaken.keys()]).toEqual(['chat:1']);
    expect(sqs.calls.length).toBeGreaterThan(3);
    expect(sqs.calls.length).toBeLessThan(10);
  });

  it('all of a queue that is not there; the others go', async () => {
    const sqs = await scriptedSqs(({ QueueUrl }) =>
      QueueUrl.includes('mail') ? { error: 'com.amazonaws.sqs#QueueDoesNotExist' } : undefined,
    );
    const untaken = await impatient().send([...messagesOf('mail', 12), ...messagesOf('chat', 12)], ALWAYS);
    expect([...untaken.keys()]).toEqual(messagesOf('mail', 12).map(({ id }) => id));
    expect(untaken.get('mail:0')).toContain('alarm-fanout-mail.fifo');
    expect(sqs.taken.get(`${URL_PREFIX}chat.fifo`)).toHaveLength(12);
    expect(sqs.calls.filter(({ QueueUrl }) => QueueUrl.includes('mail'))).toHaveLength(1);
  });

  it('throttled: as long as there is time', async () => {
    const sqs = await scriptedSqs((_call, number) =>
      number <= 20 ? { error: 'com.amazonaws.sqs#RequestThrottled' } : undefined,
    );
    expect(await impatient().send(messagesOf('chat', 2), ALWAYS)).toEqual(new Map());
    expect(sqs.calls).toHaveLength(21);
  });

  it('no answer: asked again, and there once', async () => {
    const sqs = await scriptedSqs((_call, number) => (number === 1 ? 'reset' : undefined));
    expect(await impatient().send(messagesOf('chat', 12), ALWAYS)).toEqual(new Map());
    expect(sqs.taken.get(`${URL_PREFIX}chat.fifo`)).toEqual(bodiesOf(messagesOf('chat', 12)));
  });

  it('the time is up', async () => {
    const sqs = await scriptedSqs();
    const untaken = await impatient().send(messagesOf('chat', 12), AbortSignal.abort());
    expect(untaken.size).toBe(12);
    expect(sqs.calls).toEqual([]);
  });

  it('the time is up while it is tried', async () => {
    const ending = new AbortController();
    await scriptedSqs((_call, number) => {
      if (number === 3) ending.abort();
      return { error: 'com.amazonaws.sqs#RequestThrottled' };
    });
    expect((await impatient().send(messagesOf('chat', 2), ending.signal)).size).toBe(2);
  });
});

describe.skipIf(moto === undefined)('a FIFO queue', () => {
  it('has them in their order, each once', async () => {
    for (const [name, value] of Object.entries(envOf(moto?.endpoint ?? ''))) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const client = new SQSClient({ region: 'eu-central-1' });
    onTestFinished(() => client.destroy());
    // moto's only account, unless a role says otherwise.
    const prefix = 'arn:aws:sqs:eu-central-1:123456789012:alarm-fanout-';
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: 'alarm-fanout-chat.fifo', Attributes: { FifoQueue: 'true' } }),
    );
    const messages = messagesOf('chat', 12).map((each) => ({ ...each, queue: `${prefix}chat.fifo` }));
    const missing = { ...messageOf('mail', '0'), queue: `${prefix}mail.fifo` };
    const untaken = await createQueues().send([...messages, ...messages, missing], ALWAYS);
    expect([...untaken.keys()]).toEqual(['mail:0']);
    const received: (string | undefined)[] = [];
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
      );
      if (Messages.length === 0) break;
      for (const { Body, ReceiptHandle } of Messages) {
        received.push(Body);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
    expect(received).toEqual(bodiesOf(messages));
  });
});
