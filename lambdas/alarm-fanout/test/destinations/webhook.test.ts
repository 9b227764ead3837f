import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Content } from '../../src/content.ts';
import { webhook, type WebhookConfig } from '../../src/destinations/webhook.ts';
import { createPost } from '../../src/http/https-post.ts';
import type { HttpRequest } from '../../src/http/post.ts';
import { RUNS } from '../runs.ts';
import { jobOf, KEY, NOW, portsOf } from '../support/jobs.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { startReceiver } from '../vendors/https-receiver.ts';
import { webhookVendor } from '../vendors/webhook.ts';
import { anyAlarm, anyNotice, anyText } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const URL = 'https://hooks.example.com/services/0123456789abcdef';
const SECRET = `whsec_${Buffer.from('a secret of twenty-four.').toString('base64')}`;
const OLD = `whsec_${Buffer.alloc(64, 7).toString('base64')}`;

function configOf(changes: Readonly<Record<string, unknown>> = {}): WebhookConfig {
  return z.parse(webhook.schema, { type: 'webhook', url: URL, secrets: [SECRET], ...changes });
}

function secretOf(bytes: number): string {
  return `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;
}

describe('the config', () => {
  it.each<[name: string, changes: Readonly<Record<string, unknown>>, isValid: boolean]>([
    ['a reference', { url: 'ssm::/hook', secrets: ['ssm::/secret'] }, true],
    ['two secrets', { secrets: [SECRET, OLD] }, true],
    ['headers', { headers: { Authorization: 'ssm::/token', 'x-team': 'a b' } }, true],
    ['no secret', { secrets: [] }, false],
    ['a secret of 23 bytes', { secrets: [secretOf(23)] }, false],
    ['a secret of 24 bytes', { secrets: [secretOf(24)] }, true],
    ['a secret of 64 bytes', { secrets: [secretOf(64)] }, true],
    ['a secret of 65 bytes', { secrets: [secretOf(65)] }, false],
    ['a secret that is no base64', { secrets: ['whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!'] }, false],
    ['a secret without its prefix', { secrets: [SECRET.slice(6)] }, false],
    ['no https', { url: 'http://hooks.example.com' }, false],
    ['a header that is set already', { headers: { 'Content-Type': 'text/plain' } }, false],
    ['a header that is signed', { headers: { 'webhook-id': '1' } }, false],
    ['a name that is none', { headers: { 'x team': '1' } }, false],
    ['a value with a line feed', { headers: { 'x-team': 'a\r\nhost: b' } }, false],
  ])('%s', (_name, changes, isValid) => {
    const config = { type: 'webhook', url: URL, secrets: [SECRET], ...changes };
    expect(z.safeParse(webhook.schema, config).success).toBe(isValid);
  });
});

describe('the signature', () => {
  it.each<[name: string, secrets: readonly string[], verifier: string]>([
    ['is one that the specification’s own library verifies', [SECRET], SECRET],
    ['is there with each secret', [SECRET, OLD], OLD],
  ])('%s', async (_name, secrets, verifier) => {
    const { post, asked } = postAnswering({ status: 200 });
    const clock = { now: () => Date.now(), sleep: async () => {} };
    await webhook.send(jobOf(configOf({ secrets }), alarmContent()), portsOf({ post, clock }));
    const { body = '', headers = {} }: Partial<HttpRequest> = asked[0] ?? {};
    const verify = (text: string): unknown => new Webhook(verifier).verify(text, { ...headers });
    expect(verify(String(body))).toMatchObject({ id: KEY });
    expect(() => verify(`${String(body)} `)).toThrow('No matching signature');
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(secrets.length);
  });
});

it('the request', async () => {
  const { post, asked } = postAnswering({ status: 200 });
  const headers = { Authorization: 'Bearer token-of-ours' };
  await webhook.send(jobOf(configOf({ headers }), alarmContent()), portsOf({ post }));
  expect(asked).toEqual([
    {
      url: URL,
      headers: {
        authorization: 'Bearer token-of-ours',
        'content-type': 'application/json',
        'webhook-id': KEY,
        'webhook-timestamp': String(NOW / 1000),
        'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
      },
      body: expect.any(String),
    },
  ]);
});

it('a preview is what is sent, without secrets', async () => {
  const { post, asked } = postAnswering({ status: 200 });
  const job = jobOf(configOf({ headers: { Authorization: 'Bearer token-of-ours' } }), alarmContent());
  await webhook.send(job, portsOf({ post }));
  const preview = webhook.preview(job);
  const hidden = { authorization: '…', 'webhook-timestamp': '…', 'webhook-signature': '…' };
  const headers = { ...asked[0]?.headers, ...hidden };
  expect(preview.parts).toEqual([
    { name: 'request', body: JSON.parse(String(asked[0]?.body)), request: { url: '…', headers } },
  ]);
});

describe('a receiver', () => {
  it('takes each change once', async () => {
    const vendor = webhookVendor({ secret: SECRET, now: () => NOW });
    const job = jobOf(configOf(), alarmContent());
    for (const isRepeat of [false, true, true]) {
      await webhook.send({ ...job, isRepeat }, portsOf({ post: postTo(vendor) }));
    }
    expect([vendor.problems, vendor.received.length, vendor.repeats]).toEqual([[], 1, 2]);
  });

  it('over https', async () => {
    const vendor = webhookVendor({ secret: SECRET, now: () => NOW });
    await using receiver = await startReceiver({ vendor });
    const { url, host, ca } = receiver;
    const config = configOf({
      url: `${url}/hook?token=1`,
      private: { host, ca },
      headers: { 'X-Team': 'a' },
    });
    await webhook.send(jobOf(config, noticeContent()), portsOf({ post: createPost() }));
    expect([vendor.problems, vendor.received]).toMatchObject([
      [],
      [{ id: KEY, type: 'kmscrypt.notice.sent' }],
    ]);
  });

  it('takes anything', async () => {
    const contents = fc.oneof(anyAlarm, anyNotice);
    await fc.assert(
      fc.asyncProperty(contents, anyText(600), async (content, subject) => {
        const vendor = webhookVendor({ secret: SECRET, now: () => NOW });
        await webhook.send(jobOf(configOf(), content, { subject }), portsOf({ post: postTo(vendor) }));
        expect([vendor.problems, vendor.received]).toMatchObject([[], [{ id: KEY }]]);
      }),
      { numRuns: RUNS },
    );
  });
});

it.each<[name: string, status: number, expected: object]>([
  ['gone', 410, { code: 'REFUSED' }],
  ['moved', 301, { code: 'REFUSED' }],
  ['too many', 429, { code: 'NOT_NOW', isLimit: true }],
  ['a gateway that waits too long', 504, { code: 'UNKNOWN' }],
])('an answer: %s', async (_name, status, expected) => {
  const { post } = postAnswering({ status, body: `${URL} ${SECRET} Bearer token-of-ours` });
  const config = configOf({ headers: { Authorization: 'Bearer token-of-ours' } });
  const sending = webhook.send(jobOf(config, alarmContent()), portsOf({ post }));
  await expect(sending).rejects.toMatchObject(expected);
  for (const secret of [URL, SECRET, 'token-of-ours']) await expect(sending).rejects.not.toThrow(secret);
});

it.each<[name: string, content: Content]>([
  ['a digest', { type: 'digest', entries: [] }],
  ['a graph', { type: 'graph', title: 'cpu', png: '' }],
])('%s is refused', async (_name, content) => {
  const sending = webhook.send(jobOf(configOf(), content), portsOf({}));
  await expect(sending).rejects.toMatchObject({ code: 'REFUSED' });
});
