import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Content } from '../../src/content.ts';
import type { Destination } from '../../src/destination.ts';
import type { GenieConfig } from '../../src/destinations/genie/config.ts';
import { createPost } from '../../src/http/https-post.ts';
import { RUNS } from '../runs.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { type Genie, genieVendor } from '../vendors/genie.ts';
import { startReceiver } from '../vendors/https-receiver.ts';
import { anyAlarm, anyNotice, anyText } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const API_KEY = '01234567-89ab-cdef-0123-456789abcdef';
const ARN = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx';
const OK = alarmContent({ state: 'OK' });
const TOO_LITTLE = alarmContent({ state: 'INSUFFICIENT_DATA' });

/** What Jira Service Management and Opsgenie have to do alike. @param endpoint by default */
export function genieTests<Config extends GenieConfig>(
  destination: Destination<Config>,
  endpoint: string,
): void {
  const api = { apiKey: API_KEY, path: new URL(endpoint).pathname };

  const configOf = (changes: Readonly<Record<string, unknown>> = {}): Config =>
    z.parse(destination.schema, { type: destination.type, apiKey: API_KEY, ...changes });

  /** Tells one after another; answers with what is there then. */
  const tell = async (contents: readonly Content[], changes = {}): Promise<Genie> => {
    const vendor = genieVendor(api);
    for (const content of contents) {
      await destination.send(jobOf(configOf(changes), content), portsOf({ post: postTo(vendor) }));
    }
    return vendor;
  };

  describe('the config', () => {
    it('has defaults', () => {
      expect(configOf()).toMatchObject({
        endpoint,
        insufficientData: 'ignore',
        timeout: 10,
      });
    });

    it.each<[name: string, changes: Readonly<Record<string, unknown>>, isValid: boolean]>([
      ['a reference', { apiKey: 'secretsmanager::alarms#key' }, true],
      ['another endpoint', { endpoint: 'https://localhost:8443/v2/alerts' }, true],
      ['a key with a line feed', { apiKey: 'a\nb' }, false],
      ['no key', { apiKey: '' }, false],
      ['no https', { endpoint: 'http://localhost/v2/alerts' }, false],
      ['what nobody knows', { routingKey: 'x' }, false],
    ])('%s', (_name, changes, isValid) => {
      const { success } = z.safeParse(destination.schema, {
        type: destination.type,
        apiKey: API_KEY,
        ...changes,
      });
      expect(success).toBe(isValid);
    });
  });

  describe('an alert', () => {
    it.each<[name: string, told: readonly Content[], expected: readonly object[]]>([
      ['is created', [alarmContent()], [{ alias: ARN, status: 'open', count: 1 }]],
      ['is created once', [alarmContent(), alarmContent()], [{ status: 'open', count: 2 }]],
      ['is closed', [alarmContent(), OK], [{ status: 'closed', notes: [expect.stringMatching(/^OK: /)] }]],
      ['is closed once', [alarmContent(), OK, OK], [{ status: 'closed' }]],
      [
        'is a new one after that',
        [alarmContent(), OK, alarmContent()],
        [{ status: 'closed' }, { status: 'open' }],
      ],
      ['that was never created is not closed', [OK], []],
      ['stays open without data', [alarmContent(), TOO_LITTLE], [{ status: 'open', count: 1 }]],
      [
        'of a notice ends with it',
        [noticeContent({ status: 'start', severity: 'error' }), noticeContent({ status: 'end' })],
        [{ alias: expect.stringMatching(/^auto-update_run-1-/), status: 'closed' }],
      ],
    ])('%s', async (_name, told, expected) => {
      const vendor = await tell(told);
      expect(vendor.problems).toEqual([]);
      expect(vendor.alerts).toHaveLength(expected.length);
      expect(vendor.alerts).toMatchObject(expected);
    });

    it('is opened by too little data where the config says so', async () => {
      const vendor = await tell([TOO_LITTLE], { insufficientData: 'trigger' });
      expect(vendor.alerts).toMatchObject([{ status: 'open' }]);
    });

    it('says why it was not touched', async () => {
      const job = jobOf(configOf(), TOO_LITTLE);
      const sent = await destination.send(job, portsOf({}));
      expect(sent.withheld).toBeTypeOf('string');
      expect(destination.preview(job)).toEqual({ look: 'incident', parts: [], withheld: sent.withheld });
    });
  });

  it.each<[name: string, content: Content]>([
    ['create alert', alarmContent()],
    ['close alert', OK],
  ])('a preview is what is sent, without the key: %s', async (name, content) => {
    const { post, asked } = postAnswering({ status: 202 });
    const job = jobOf(configOf(), content);
    await destination.send(job, portsOf({ post }));
    const preview = destination.preview(job);
    const headers = { ...asked[0]?.headers, authorization: 'GenieKey …' };
    expect(preview.parts).toEqual([
      { name, body: JSON.parse(String(asked[0]?.body)), request: { url: asked[0]?.url, headers } },
    ]);
    expect(JSON.stringify(preview)).not.toContain(API_KEY);
  });

  it.each<[name: string, status: number, headers: Readonly<Record<string, string>>, expected: object]>([
    ['what it cannot process', 422, {}, { code: 'REFUSED' }],
    ['a key that is not valid', 401, {}, { code: 'REFUSED' }],
    ['too many', 429, {}, { code: 'NOT_NOW', isLimit: true, retryAfter: undefined }],
    [
      'too many, by its own header',
      429,
      { 'x-ratelimit-period-in-sec': '20' },
      { code: 'NOT_NOW', retryAfter: 20 },
    ],
    [
      'too many, by both',
      429,
      { 'retry-after': '5', 'x-ratelimit-period-in-sec': '20' },
      { code: 'NOT_NOW', retryAfter: 5 },
    ],
    ['broken', 503, {}, { code: 'NOT_NOW', isLimit: false }],
  ])('an answer: %s', async (_name, status, headers, expected) => {
    const { post } = postAnswering({ status, headers, body: `no ${API_KEY}` });
    const sending = destination.send(jobOf(configOf(), alarmContent()), portsOf({ post }));
    await expect(sending).rejects.toMatchObject(expected);
    await expect(sending).rejects.not.toThrow(API_KEY);
  });

  it('over https', async () => {
    const vendor = genieVendor(api);
    await using receiver = await startReceiver({ vendor });
    const { url, host, ca } = receiver;
    const config = configOf({ endpoint: `${url}${api.path}`, private: { host, ca } });
    for (const content of [alarmContent(), OK]) {
      await destination.send(jobOf(config, content), portsOf({ post: createPost() }));
    }
    expect([vendor.problems, vendor.alerts]).toMatchObject([[], [{ alias: ARN, status: 'closed' }]]);
  });

  it('takes anything', async () => {
    const contents = fc.oneof(anyAlarm, anyNotice);
    await fc.assert(
      fc.asyncProperty(contents, anyText(600), async (content, subject) => {
        const vendor = genieVendor(api);
        const config = configOf({ insufficientData: 'trigger' });
        await destination.send(jobOf(config, content, { subject }), portsOf({ post: postTo(vendor) }));
        expect(vendor.problems).toEqual([]);
        expect(vendor.alerts.filter(({ message }) => /<[a-z/!?]/i.test(message))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
}
