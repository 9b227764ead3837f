import { expect, it } from 'vitest';
import type { Content } from '../../../src/content.ts';
import { oneChange } from '../../../src/destinations/one-change.ts';
import { eventOf } from '../../../src/destinations/webhook/event-of.ts';
import { parseMessage } from '../../../src/event.ts';
import { webhookEvent } from '../../vendors/webhook.ts';
import { alarmContent, noticeContent } from '../../words/contents.ts';

const ABOUT = { id: 'key-1', subject: 'subject-1' };

/** As it is read again. */
function jsonOf(content: Content): unknown {
  return JSON.parse(JSON.stringify(eventOf(oneChange(content), ABOUT)));
}

it('the contract of an alarm', () => {
  const content = alarmContent(
    {
      previousAt: '2025-11-21T01:00:00.000Z',
      evaluationState: 'PARTIAL_DATA',
      changesToday: 3,
      contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } },
      mutedBy: ['night'],
      mutedUntil: '2025-11-22T00:00:00.000Z',
      actionsEnabled: true,
      datapoints: [{ at: '2025-11-21T02:13:00.000Z', value: 51.5 }],
    },
    { remarks: ['It is late.'], graphUrl: 'https://graphs.example.com/1.png' },
  );
  expect(jsonOf(content)).toEqual({
    type: 'kmscrypt.alarm.changed',
    version: 1,
    id: 'key-1',
    timestamp: '2025-11-21T02:14:07.123Z',
    isCut: false,
    data: {
      subject: 'subject-1',
      headline: 'ALARM: checkout-5xx, InstanceId i-1 (prod, eu-central-1)',
      summary: expect.stringContaining('HTTPCode_Target_5XX_Count'),
      severity: 'critical',
      account: { id: '111122223333', name: 'prod' },
      region: 'eu-central-1',
      tags: { team: 'checkout' },
      kind: 'metric',
      name: 'checkout-5xx',
      arn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx',
      description: 'Checkout answers with errors.',
      state: 'ALARM',
      previousState: 'OK',
      previousAt: '2025-11-21T01:00:00.000Z',
      reason: content.alarm.reason,
      evaluationState: 'PARTIAL_DATA',
      changesToday: 3,
      contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } },
      metrics: content.alarm.metrics,
      condition: content.alarm.condition,
      datapoints: [{ at: '2025-11-21T02:13:00.000Z', value: 51.5 }],
      remarks: ['It is late.'],
      links: content.alarm.links,
      graph: 'https://graphs.example.com/1.png',
    },
  });
});

it('the contract of a notice', () => {
  const content = noticeContent({
    status: 'progress',
    percent: 40,
    facts: { hosts: '12' },
    tags: { team: 'a' },
  });
  expect(jsonOf(content)).toEqual({
    type: 'kmscrypt.notice.sent',
    version: 1,
    id: 'key-1',
    timestamp: '2025-11-21T02:14:07.123Z',
    isCut: false,
    data: {
      subject: 'subject-1',
      headline: 'Updates of 12 hosts (prod, eu-central-1)',
      summary: expect.any(String),
      severity: 'info',
      account: { id: '111122223333', name: 'prod' },
      region: 'eu-central-1',
      tags: { team: 'a' },
      source: 'auto-update',
      key: 'run-1',
      status: 'progress',
      percent: 40,
      title: 'Updates of 12 hosts',
      text: 'Kernel and openssl.',
      facts: { hosts: '12' },
    },
  });
});

it('what is too long is cut, and it says so', () => {
  const lines = Array.from({ length: 50 }, () => '界'.repeat(9_000));
  const event = eventOf(alarmContent({ log: { logGroups: ['a'], lines } }), ABOUT);
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(210_000);
  expect(webhookEvent.safeParse(JSON.parse(JSON.stringify(event))).success).toBe(true);
  expect(event).toMatchObject({ isCut: true, data: { log: { logGroups: ['a'] } } });
});

it.each<[name: string, content: Content]>([
  ['an alarm', alarmContent()],
  ['a notice', noticeContent()],
])('is nothing that ingest takes, so that no topic makes a loop: %s', (_name, content) => {
  expect(parseMessage(jsonOf(content)).kind).toBe('foreign');
});
