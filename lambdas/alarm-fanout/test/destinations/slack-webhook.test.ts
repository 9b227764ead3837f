import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content.ts';
import { DeliveryError } from '../../src/delivery-error.ts';
import { slackWebhook } from '../../src/destinations/slack-webhook.ts';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { RUNS } from '../runs.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { takenTime } from '../support/taken-time.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { slackWebhookVendor } from '../vendors/slack.ts';
import type { VendorAnswer } from '../vendors/vendor.ts';
import { anyAlarm, anyDigest, anyNotice } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const URL_OF_OURS = 'https://hooks.slack.example/services/T0000/B0000/secret0123456789';
const config = slackWebhook.schema.parse({ type: 'slack-webhook', url: URL_OF_OURS });

function digestOf(count: number, changes = {}): Content {
  const entries = Array.from({ length: count }, (_, index) =>
    digestEntryOf(alarmContent({ name: `checkout-5xx-of-a-service-${index}`, ...changes }), `key-${index}`),
  );
  return { type: 'digest', entries };
}

async function sent(content: Content, isRepeat = false) {
  const clock = takenTime();
  const vendor = slackWebhookVendor({ now: () => clock.now() });
  await slackWebhook.send(jobOf(config, content, { isRepeat }), portsOf({ post: postTo(vendor), clock }));
  return { vendor, clock };
}

describe('a message', () => {
  it('says what and where, what was measured, what is known, and where to look', async () => {
    const { vendor } = await sent(
      alarmContent({}, { remarks: ['It is flapping.'], graphUrl: 'https://s3.example/g.png' }),
    );
    const [message] = vendor.messages;
    expect(message).toMatchObject({
      text: 'ALARM: checkout-5xx (prod, eu-central-1)\nHTTPCode_Target_5XX_Count Sum 412 &gt; 50, for 3 of 3 periods of 1 min.',
      mrkdwn: false,
      unfurl_links: false,
      blocks: [
        { type: 'header', text: { text: '🔴 ALARM: checkout-5xx (prod, eu-central-1)' } },
        {
          type: 'section',
          text: { text: 'HTTPCode_Target_5XX_Count Sum 412 > 50, for 3 of 3 periods of 1 min.' },
        },
        { type: 'context', elements: [{ text: 'It is flapping.' }] },
        { type: 'rich_text', elements: [{ elements: [{ text: 'Checkout answers with errors.' }] }] },
        { type: 'rich_text', elements: [expect.anything()] },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'link', text: 'Runbook', url: 'https://wiki.example.com/runbooks/checkout' },
                { text: '  |  ' },
                { type: 'link', text: 'Alarm' },
                { text: '  |  ' },
                { type: 'link', text: 'Graph', url: 'https://s3.example/g.png' },
              ],
            },
          ],
        },
      ],
      attachments: [{ color: '#c4161c' }],
    });
    expect(JSON.stringify(message)).toContain('critical');
  });

  it.for<readonly [name: string, content: Content, emoji: string, color: string]>([
    ['critical', alarmContent(), '🔴', '#c4161c'],
    ['a warning', alarmContent({ severity: 'warning' }), '🟠', '#e8912d'],
    ['OK', alarmContent({ state: 'OK' }), '🟢', '#2eb67d'],
    ['too little data', alarmContent({ state: 'INSUFFICIENT_DATA' }), '⚪', '#9e9e9e'],
    ['a notice', noticeContent(), '🔵', '#1d9bd1'],
  ])('has the colour of %s', async ([, content, emoji, color]) => {
    const { vendor } = await sent(content);
    const [message] = vendor.messages;
    expect(message).toMatchObject({ attachments: [{ color }] });
    expect(JSON.stringify(message?.['blocks'])).toContain(emoji);
  });

  it('says where it may be there twice', async () => {
    const { vendor } = await sent(alarmContent(), true);
    expect(JSON.stringify(vendor.messages)).toContain('This may be here twice');
  });

  it('leaves out a link that Slack would not take', async () => {
    const dashboard = `https://example.com/${'d'.repeat(3_000)}`;
    const { vendor } = await sent(alarmContent({ links: { console: 'https://a.example', dashboard } }));
    expect(JSON.stringify(vendor.messages)).not.toContain(dashboard);
  });
});

describe('a digest', () => {
  it.for<readonly [name: string, content: Content, messages: number, has: string]>([
    ['few have summaries and links', digestOf(8), 1, '"type":"link"'],
    ['more have no links', digestOf(50), 1, '412 > 50'],
    ['a hundred are in one message', digestOf(100), 1, 'checkout-5xx-of-a-service-99, prod'],
    [
      'what does not fit is continued',
      digestOf(100, { name: '&'.repeat(255), accountName: '<'.repeat(99) }),
      2,
      '2 of 2',
    ],
  ])('%s', async ([, content, messages, has]) => {
    const { vendor, clock } = await sent(content);
    expect(vendor.messages).toHaveLength(messages);
    expect(JSON.stringify(vendor.messages)).toContain(has);
    expect(clock.slept).toStrictEqual(Array.from({ length: messages - 1 }, () => 1_000));
  });

  it('lists each', async () => {
    const { vendor } = await sent(digestOf(110));
    const text = JSON.stringify(vendor.messages);
    const missing = Array.from({ length: 110 }, (_, index) => `-service-${index},`).filter(
      (name) => !text.includes(name),
    );
    expect(missing).toStrictEqual([]);
  });
});

describe('failures', () => {
  const ports = (...answers: readonly (VendorAnswer | Error)[]) => {
    const { post, asked } = postAnswering(...answers);
    return { ports: portsOf({ post, clock: takenTime() }), asked };
  };

  it.for<readonly [name: string, status: number, body: string, code: string]>([
    ['a payload that is refused', 400, 'invalid_payload', 'REFUSED'],
    ['a hook that is gone', 404, 'no_service', 'REFUSED'],
    ['a channel that is archived', 410, 'channel_is_archived', 'REFUSED'],
    ['an error of its own', 500, 'rollup_error', 'NOT_NOW'],
    ['a limit', 429, 'rate_limited', 'NOT_NOW'],
    ['somebody else', 200, '<html>', 'UNKNOWN'],
  ])('%s', async ([, status, body, code]) => {
    const { ports: given } = ports({ status, body });
    await expect(slackWebhook.send(jobOf(config, alarmContent()), given)).rejects.toMatchObject({ code });
  });

  it('has nothing of the URL in its message', async () => {
    const { ports: given } = ports({ status: 404, body: `no ${URL_OF_OURS} or secret0123456789` });
    await expect(slackWebhook.send(jobOf(config, alarmContent()), given)).rejects.toMatchObject({
      message: 'hooks.slack.example answered 404: no … or …',
    });
  });

  it('may have arrived where the second of two messages has not', async () => {
    const two = digestOf(100, { name: '&'.repeat(255), accountName: '<'.repeat(99) });
    const { ports: given, asked } = ports(
      { status: 200, body: 'ok' },
      new DeliveryError('NOT_NOW', 'x', { retryAfter: 5 }),
    );
    await expect(slackWebhook.send(jobOf(config, two), given)).rejects.toMatchObject({
      code: 'UNKNOWN',
      retryAfter: 5,
    });
    expect(asked).toHaveLength(2);
  });

  it('refuses a graph', async () => {
    const graph: Content = { type: 'graph', title: 'x', png: '' };
    const { ports: given } = ports();
    await expect(slackWebhook.send(jobOf(config, graph), given)).rejects.toMatchObject({ code: 'REFUSED' });
  });
});

it('previews what it sends, without the URL', async () => {
  for (const content of [alarmContent(), noticeContent(), digestOf(30)]) {
    const { vendor } = await sent(content);
    const { parts } = slackWebhook.preview(jobOf(config, content));
    expect(parts.map(({ body }) => body)).toStrictEqual(vendor.messages);
    expect(JSON.stringify(parts)).not.toContain('secret0123456789');
  }
});

it('never sends what Slack would refuse, nor a mention, a link or formatting that comes from a text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyAlarm, anyNotice, anyDigest), fc.boolean(), async (content, isRepeat) => {
      const { vendor } = await sent(content, isRepeat);
      expect(vendor.problems).toStrictEqual([]);
      expect(vendor.messages.length).toBeGreaterThan(0);
    }),
    { numRuns: RUNS },
  );
});

it.for<readonly [name: string, entry: object, isRight: boolean]>([
  ['a URL', { url: 'https://hooks.slack.com/services/a' }, true],
  ['a reference', { url: 'ssm::/slack/url' }, true],
  ['http', { url: 'http://hooks.slack.com/' }, false],
  ['an unknown key', { url: 'https://a.example', channel: '#a' }, false],
  ['no URL', {}, false],
])('takes as config %s: %o', ([, entry, isRight]) => {
  expect(slackWebhook.schema.safeParse({ type: 'slack-webhook', ...entry }).success).toBe(isRight);
});
