import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Content } from '../../src/content.ts';
import { pagerDuty, type PagerDutyConfig } from '../../src/destinations/pagerduty.ts';
import { createPost } from '../../src/http/https-post.ts';
import { RUNS } from '../runs.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { startReceiver } from '../vendors/https-receiver.ts';
import { pagerDutyVendor } from '../vendors/pagerduty.ts';
import { anyAlarm, anyNotice, anyText } from '../words/any-content.ts';
import { alarmContent } from '../words/contents.ts';

const KEY = 'R0123456789abcdefghijklmnopqrst1';
const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx';
const OK = alarmContent({ state: 'OK' });

function configOf(changes: Readonly<Record<string, unknown>> = {}): PagerDutyConfig {
  return z.parse(pagerDuty.schema, { type: 'pagerduty', routingKey: KEY, ...changes });
}

describe('the config', () => {
  it('has defaults', () => {
    expect(configOf()).toMatchObject({
      endpoint: 'https://events.pagerduty.com/v2/enqueue',
      insufficientData: 'ignore',
      timeout: 10,
    });
  });

  it.each<[name: string, changes: Readonly<Record<string, unknown>>, isValid: boolean]>([
    ['a reference', { routingKey: 'ssm::/alarms/pagerduty' }, true],
    ['a token', { routingKey: 'kmscrypt::v1:abc' }, true],
    ['the EU', { endpoint: 'https://events.eu.pagerduty.com/v2/enqueue' }, true],
    ['too short a key', { routingKey: 'abc' }, false],
    ['no https', { endpoint: 'http://events.pagerduty.com/v2/enqueue' }, false],
    ['another way with too little data', { insufficientData: 'resolve' }, false],
    ['what nobody knows', { storm: false }, false],
  ])('%s', (_name, changes, isValid) => {
    const { success } = z.safeParse(pagerDuty.schema, { type: 'pagerduty', routingKey: KEY, ...changes });
    expect(success).toBe(isValid);
  });
});

it('the event', async () => {
  const content = alarmContent(
    {},
    { graphUrl: 'https://graphs.example.com/1.png', remarks: ['It is late.'] },
  );
  const { post, asked } = postAnswering({ status: 202 });
  await pagerDuty.send(jobOf(configOf(), content), portsOf({ post }));
  const [{ url, body, headers } = { url: '', body: '', headers: {} }] = asked;
  expect([url, headers]).toEqual([
    'https://events.pagerduty.com/v2/enqueue',
    { 'content-type': 'application/json' },
  ]);
  expect(JSON.parse(String(body))).toEqual({
    routing_key: KEY,
    event_action: 'trigger',
    dedup_key: ARN,
    client: 'kmscrypt alarm-fanout',
    payload: {
      summary: expect.stringMatching(
        /^ALARM: checkout-5xx \(prod, eu-central-1\): HTTPCode_Target_5XX_Count/,
      ),
      source: ARN,
      severity: 'critical',
      timestamp: '2025-11-21T02:14:07.123Z',
      component: 'AWS/ApplicationELB HTTPCode_Target_5XX_Count',
      group: 'prod',
      class: 'metric',
      custom_details: expect.objectContaining({
        Summary: expect.any(String),
        Remarks: ['It is late.'],
        Description: 'Checkout answers with errors.',
        Region: 'eu-central-1',
        Reason: expect.stringContaining('Threshold Crossed'),
      }),
    },
    links: [
      { href: 'https://wiki.example.com/runbooks/checkout', text: 'Runbook' },
      { href: expect.stringContaining('console.aws.amazon.com'), text: 'Alarm' },
    ],
    images: [{ src: 'https://graphs.example.com/1.png', alt: 'graph' }],
  });
});

it.each<[name: string, content: Content]>([
  ['open', alarmContent()],
  ['resolve', OK],
])('a preview is what is sent, without the key: %s', async (name, content) => {
  const { post, asked } = postAnswering({ status: 202 });
  const job = jobOf(configOf(), content);
  await pagerDuty.send(job, portsOf({ post }));
  const preview = pagerDuty.preview(job);
  expect(preview.parts).toEqual([
    {
      name,
      body: { ...JSON.parse(String(asked[0]?.body)), routing_key: '…' },
      request: { url: asked[0]?.url, headers: asked[0]?.headers },
    },
  ]);
  expect(JSON.stringify(preview)).not.toContain(KEY);
});

it.each<[name: string, status: number, headers: Readonly<Record<string, string>>, expected: object]>([
  ['an invalid event', 400, {}, { code: 'REFUSED' }],
  ['too many', 429, {}, { code: 'NOT_NOW', isLimit: true }],
  ['too many, for so long', 429, { 'retry-after': '30' }, { code: 'NOT_NOW', retryAfter: 30 }],
  ['broken', 500, {}, { code: 'NOT_NOW', isLimit: false }],
])('an answer: %s', async (_name, status, headers, expected) => {
  const { post } = postAnswering({ status, headers, body: JSON.stringify({ message: `no ${KEY}` }) });
  const sending = pagerDuty.send(jobOf(configOf(), alarmContent()), portsOf({ post }));
  await expect(sending).rejects.toMatchObject(expected);
  await expect(sending).rejects.not.toThrow(KEY);
});

it('more than PagerDuty takes in a minute is told later', async () => {
  let now = 0;
  const vendor = pagerDutyVendor({ routingKey: KEY, now: () => now });
  const send = async (number: number): Promise<unknown> => {
    const content = alarmContent({ name: `alarm-${number}` });
    return pagerDuty.send(jobOf(configOf(), content), portsOf({ post: postTo(vendor) }));
  };
  for (let number = 0; number < 120; number += 1) await send(number);
  await expect(send(120)).rejects.toMatchObject({ code: 'NOT_NOW', isLimit: true });
  now = 60_001;
  await send(120);
  expect(vendor.alerts).toHaveLength(121);
});

it('over https', async () => {
  const vendor = pagerDutyVendor({ routingKey: KEY });
  await using receiver = await startReceiver({ vendor });
  const { url, host, ca } = receiver;
  const config = configOf({ endpoint: `${url}/v2/enqueue`, private: { host, ca } });
  for (const content of [alarmContent(), OK]) {
    await pagerDuty.send(jobOf(config, content), portsOf({ post: createPost() }));
  }
  expect([vendor.problems, vendor.alerts]).toMatchObject([[], [{ key: ARN, state: 'resolved', events: 2 }]]);
});

it('takes anything', async () => {
  const contents = fc.oneof(anyAlarm, anyNotice);
  await fc.assert(
    fc.asyncProperty(contents, anyText(600), async (content, subject) => {
      const vendor = pagerDutyVendor({ routingKey: KEY });
      const config = configOf({ insufficientData: 'trigger' });
      await pagerDuty.send(jobOf(config, content, { subject }), portsOf({ post: postTo(vendor) }));
      expect(vendor.problems).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
