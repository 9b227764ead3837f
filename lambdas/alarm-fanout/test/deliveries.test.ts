import { describe, expect, it } from 'vitest';
import type { Alarm } from '../src/alarm.ts';
import { deliveryOf, graphDeliveryOf, MOST_BYTES, queueMessageOf } from '../src/deliveries.ts';
import type { Delivery } from '../src/delivery.ts';
import { alarmOf } from './support/alarms.ts';
import { changeAt, NOON, noticeAt } from './support/changes.ts';
import { QUEUES } from './support/configs.ts';

const NOW = new Date(NOON + 1_000);
const KEY = 'a0e5c3';

function parsed(body: string): Delivery {
  return JSON.parse(body) as Delivery;
}

function sent(alarm: Partial<Alarm>): { readonly body: string; readonly alarm: Alarm } {
  const change = changeAt(0, alarm);
  const delivery = deliveryOf({ change, destination: 'chat', remarks: ['Late.'] }, NOW);
  const { body } = queueMessageOf(delivery, QUEUES);
  const { content } = parsed(body);
  if (content.type !== 'alarm') throw new Error('it is no alarm');
  return { body, alarm: content.alarm };
}

it('an alarm', () => {
  const change = { ...changeAt(0), key: KEY };
  const handover = {
    change,
    destination: 'chat',
    remarks: ['Late.'],
    graphUrl: 'https://graphs.example.com/1.png',
  };
  const { body, ...message } = queueMessageOf(deliveryOf(handover, NOW), QUEUES);
  expect(message).toEqual({
    id: `chat:${KEY}`,
    queue: `${QUEUES}chat.fifo`,
    group: 'chat',
    deduplicationId: `chat:${KEY}`,
  });
  expect(parsed(body)).toEqual({
    version: 1,
    destination: 'chat',
    key: KEY,
    subject: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:cpu-high',
    handedOverAt: '2026-11-21T12:00:01.000Z',
    content: {
      type: 'alarm',
      alarm: alarmOf(),
      remarks: ['Late.'],
      graphUrl: 'https://graphs.example.com/1.png',
    },
  });
});

it('a notice', () => {
  const delivery = deliveryOf({ change: noticeAt(0), destination: 'mail', remarks: [] }, NOW);
  expect(delivery).toMatchObject({
    subject: 'auto-update/run-1',
    content: { type: 'notice', notice: { title: 'hosts are updated' } },
  });
});

it('a graph is something of its own', () => {
  const content = { type: 'graph', title: 'cpu-high', png: 'iVBORw0KGgo=' } as const;
  const delivery = graphDeliveryOf(
    { change: { ...changeAt(0), key: KEY }, destination: 'chat' },
    { content, now: NOW },
  );
  expect(delivery).toMatchObject({ key: `${KEY}-graph`, content });
  expect(queueMessageOf(delivery, QUEUES).deduplicationId).toBe(`chat:${KEY}-graph`);
});

describe('what is too long', () => {
  const METRICS = Array.from({ length: 100 }, (_, index) => ({
    id: `m${index}`,
    returnData: index === 0,
    expression: 'x'.repeat(8_000),
    dimensions: {},
  }));

  it.each<[name: string, alarm: Partial<Alarm>]>([
    ['metrics', { metrics: METRICS }],
    ['a reason', { reason: 'ö'.repeat(MOST_BYTES) }],
    ['control characters, six times as long in JSON', { reason: '\u0001'.repeat(60_000) }],
    [
      'lines of a log',
      { log: { logGroups: [], lines: Array.from({ length: 50 }, () => '😀'.repeat(4_000)) } },
    ],
    ['tags', { tags: Object.fromEntries(METRICS.map(({ id, expression }) => [id, expression])) }],
    ['all of it', { metrics: METRICS, reason: '\n'.repeat(200_000), raw: 'x'.repeat(300_000) }],
  ])('%s', (_name, changes) => {
    const { body, alarm } = sent(changes);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
    const { arn, name, at, state } = alarmOf(changes);
    expect(alarm).toMatchObject({ arn, name, at: expect.any(String), state });
    expect(at).toBe(alarm.at);
    expect(body).toContain('…');
  });

  it('keeps links and names whole', () => {
    const url = `https://console.aws.amazon.com/${'x'.repeat(9_000)}`;
    const { alarm } = sent({
      reason: 'x'.repeat(300_000),
      links: { console: url, metrics: url, runbook: url },
    });
    expect(alarm.links).toEqual({ console: url, metrics: url, runbook: url });
  });

  it('is not what just fits', () => {
    const room = MOST_BYTES - Buffer.byteLength(sent({ reason: '' }).body);
    expect(sent({ reason: 'x'.repeat(room) }).alarm.reason).toHaveLength(room);
    expect(sent({ reason: 'x'.repeat(room + 1) }).alarm.reason).toHaveLength(4_096);
  });
});

it('has no character that SQS refuses', () => {
  const reason = 'a\uFFFE\uFFFF\u0000\u001F\uD800b';
  const { body, alarm } = sent({ reason });
  // Source: Amazon SQS API reference, SendMessage: what a message may be made of.
  expect(body).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
  expect(alarm.reason).toBe(reason);
});
