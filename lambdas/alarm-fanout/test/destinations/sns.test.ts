import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sns, type SnsConfig } from '../../src/destinations/sns.ts';
import { RUNS } from '../runs.ts';
import { jobOf, KEY, portsOf } from '../support/jobs.ts';
import { topicModel } from '../vendors/sns.ts';
import { webhookEvent } from '../vendors/webhook.ts';
import { anyAlarm, anyNotice, anyText } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:alarms';

function configOf(topic = TOPIC): SnsConfig {
  return z.parse(sns.schema, { type: 'sns', topic });
}

it.each<[topic: string, isValid: boolean]>([
  [TOPIC, true],
  [`${TOPIC}.fifo`, true],
  ['arn:aws-cn:sns:cn-north-1:111122223333:alarms', true],
  ['ssm::/topic', true],
  ['alarms', false],
  ['arn:aws:sqs:eu-west-1:111122223333:alarms', false],
  ['arn:aws:sns:eu-west-1:111122223333:alarms:0123', false],
])('the topic %s', (topic, isValid) => {
  expect(z.safeParse(sns.schema, { type: 'sns', topic }).success).toBe(isValid);
});

describe('what is published', () => {
  it('of an alarm', async () => {
    const { topic, published, problems } = topicModel();
    await sns.send(jobOf(configOf(), alarmContent()), portsOf({ topic }));
    expect(problems).toEqual([]);
    expect(published).toEqual([
      {
        arn: TOPIC,
        subject: 'ALARM: checkout-5xx (prod, eu-central-1)',
        message: expect.any(String),
        attributes: {
          type: 'kmscrypt.alarm.changed',
          severity: 'critical',
          kind: 'metric',
          state: 'ALARM',
          name: 'checkout-5xx',
          namespace: 'AWS/ApplicationELB',
          account: '111122223333',
          accountName: 'prod',
          region: 'eu-central-1',
        },
      },
    ]);
    const message: unknown = JSON.parse(published[0]?.message ?? '');
    expect(webhookEvent.safeParse(message).success).toBe(true);
    expect(message).toMatchObject({ id: KEY });
  });

  it('of a notice', async () => {
    const { topic, published } = topicModel();
    await sns.send(jobOf(configOf(), noticeContent({ status: 'start' })), portsOf({ topic }));
    expect(published[0]?.attributes).toMatchObject({
      type: 'kmscrypt.notice.sent',
      kind: 'notice',
      state: 'start',
      name: 'Updates of 12 hosts',
      namespace: 'auto-update',
    });
  });

  it('to a FIFO topic is there once, in the order of its alarm', async () => {
    const { topic, published, problems } = topicModel();
    const job = jobOf(configOf(`${TOPIC}.fifo`), alarmContent());
    for (const key of ['key-1', 'key-1', 'key-2']) await sns.send({ ...job, key }, portsOf({ topic }));
    expect(problems).toEqual([]);
    expect(published.map(({ fifo }) => fifo?.id)).toEqual(['key-1', 'key-2']);
    expect(new Set(published.map(({ fifo }) => fifo?.group)).size).toBe(1);
  });

  it.each<[name: string, expected: string]>([
    ['café-größe', 'ALARM: cafe-gro?e (prod, eu-central-1)'],
    ['界', 'ALARM: ? (prod, eu-central-1)'],
    ['a'.repeat(150), `ALARM: ${'a'.repeat(89)}...`],
  ])('has a subject that SNS takes: %s', async (name, expected) => {
    const { topic, published } = topicModel();
    await sns.send(jobOf(configOf(), alarmContent({ name })), portsOf({ topic }));
    expect(published[0]?.subject).toBe(expected);
  });
});

it('a preview is what is published', async () => {
  const { topic, published } = topicModel();
  const job = jobOf(configOf(), alarmContent());
  await sns.send(job, portsOf({ topic }));
  const [{ message, ...rest } = { message: '' }] = published;
  expect(sns.preview(job)).toEqual({
    look: 'json',
    parts: [{ name: 'message', body: { ...rest, message: JSON.parse(message) } }],
  });
});

it('takes anything', async () => {
  const contents = fc.oneof(anyAlarm, anyNotice);
  const topics = fc.constantFrom(TOPIC, `${TOPIC}.fifo`);
  await fc.assert(
    fc.asyncProperty(contents, anyText(600), topics, async (content, subject, arn) => {
      const { topic, published, problems } = topicModel();
      await sns.send(jobOf(configOf(arn), content, { subject }), portsOf({ topic }));
      expect([problems, published.length]).toEqual([[], 1]);
      expect(webhookEvent.safeParse(JSON.parse(published[0]?.message ?? '')).success).toBe(true);
    }),
    { numRuns: RUNS },
  );
});
