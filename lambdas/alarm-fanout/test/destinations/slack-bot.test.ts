import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content.ts';
import { slackBot } from '../../src/destinations/slack-bot.ts';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { RUNS } from '../runs.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { takenTime } from '../support/taken-time.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { slackBotVendor, type SlackBotVendor } from '../vendors/slack.ts';
import { anyAlarm, anyDigest, anyNotice } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const TOKEN = 'xoxb-0000-0000-secret';
const CHANNEL = 'C0123456789';
const config = slackBot.schema.parse({ type: 'slack-bot', token: TOKEN, channel: CHANNEL });
const GRAPH: Content = { type: 'graph', title: 'checkout-5xx', png: Buffer.from('png').toString('base64') };

const alarm = alarmContent();
const again = alarmContent({ at: '2025-11-21T02:20:07.000Z' });
const noData = alarmContent({ state: 'INSUFFICIENT_DATA', at: '2025-11-21T02:18:07.000Z' });
const ok = alarmContent({ state: 'OK', at: '2025-11-21T02:28:07.123Z', datapoints: [{ value: 2 }] });

/** Tells one after another, each with the thread that the one before left. */
async function told(
  contents: readonly Content[],
  vendor: SlackBotVendor = slackBotVendor(),
  before?: unknown,
): Promise<{ readonly vendor: SlackBotVendor; readonly thread: unknown }> {
  let thread = before;
  for (const content of contents) {
    const ports = portsOf({ post: postTo(vendor), clock: takenTime() });
    ({ thread } = await slackBot.send(jobOf(config, content, { thread }), ports));
  }
  return { vendor, thread };
}

function headers({ messages }: SlackBotVendor): readonly unknown[] {
  return messages.map(({ threadTs, isBroadcast, edits, content }) => [
    JSON.stringify(content['blocks']).match(/"text":"(.[^("]*[^(" ])/u)?.[1],
    threadTs === undefined ? 'message' : isBroadcast ? 'broadcast' : 'reply',
    edits,
  ]);
}

describe('a thread', () => {
  it.for<
    readonly [name: string, contents: readonly Content[], isOpen: boolean, expected: readonly unknown[]]
  >([
    ['opens with an alarm', [alarm], true, [['🔴 ALARM: checkout-5xx', 'message', 0]]],
    [
      'ends with OK, which rewrites its first message',
      [alarm, ok],
      false,
      [
        ['🟢 RESOLVED after 14 min: checkout-5xx', 'message', 1],
        ['🟢 OK: checkout-5xx', 'reply', 0],
      ],
    ],
    [
      'has what comes between, and what goes off again in the channel, too',
      [alarm, noData, again],
      true,
      [
        ['🔴 ALARM: checkout-5xx', 'message', 0],
        ['⚪ INSUFFICIENT_DATA: checkout-5xx', 'reply', 0],
        ['🔴 ALARM: checkout-5xx', 'broadcast', 0],
      ],
    ],
    ['is not opened by OK', [ok], false, [['🟢 OK: checkout-5xx', 'message', 0]]],
    [
      'is not opened by too little data',
      [noData],
      false,
      [['⚪ INSUFFICIENT_DATA: checkout-5xx', 'message', 0]],
    ],
    [
      'begins anew after it has ended',
      [alarm, ok, again],
      true,
      [
        ['🟢 RESOLVED after 14 min: checkout-5xx', 'message', 1],
        ['🟢 OK: checkout-5xx', 'reply', 0],
        ['🔴 ALARM: checkout-5xx', 'message', 0],
      ],
    ],
    [
      'is what a notice has from start to end',
      [
        noticeContent({ status: 'start' }),
        noticeContent({ status: 'progress', percent: 40 }),
        noticeContent({ status: 'end', at: '2025-11-21T02:16:07.123Z' }),
      ],
      false,
      [
        ['🟢 ENDED after 2 min: Updates of 12 hosts', 'message', 1],
        ['🔵 Updates of 12 hosts', 'reply', 0],
        ['🟢 Updates of 12 hosts', 'reply', 0],
      ],
    ],
    ['is nothing that an event needs', [noticeContent()], false, [['🔵 Updates of 12 hosts', 'message', 0]]],
  ])('%s', async ([, contents, isOpen, expected]) => {
    const { vendor, thread } = await told(contents);
    expect(headers(vendor)).toStrictEqual(expected);
    expect(thread !== undefined).toBe(isOpen);
    expect(vendor.problems).toStrictEqual([]);
  });

  it('keeps in its first message what it was', async () => {
    const { vendor } = await told([alarm, ok]);
    const text = JSON.stringify(vendor.messages[0]?.content);
    expect(text).toContain('from 2025-11-21 02:14:07 UTC to 2025-11-21 02:28:07 UTC');
    expect(text).toContain('HTTPCode_Target_5XX_Count Sum 412 > 50');
  });

  it.for<readonly [name: string, next: Content, isOpen: boolean, expected: readonly unknown[]]>([
    ['OK', ok, false, ['🟢 OK: checkout-5xx', 'message', 0]],
    ['an alarm', again, true, ['🔴 ALARM: checkout-5xx', 'message', 0]],
    ['too little data', noData, false, ['⚪ INSUFFICIENT_DATA: checkout-5xx', 'message', 0]],
  ])('whose first message was deleted: %s is a message', async ([, next, isOpen, expected]) => {
    const { vendor, thread } = await told([alarm]);
    vendor.remove(vendor.messages[0]?.ts ?? '');
    const after = await told([next], vendor, thread);
    expect(headers(vendor).at(-1)).toStrictEqual(expected);
    expect(after.thread !== undefined).toBe(isOpen);
  });

  it.for([{ channel: 'C9999999999', ts: '1763691200.000100', at: '', summary: '' }, { ts: 1 }, 'x', null])(
    'is none where what was kept is %o',
    async (kept) => {
      const { vendor } = await told([ok], slackBotVendor(), kept);
      expect(headers(vendor)).toStrictEqual([['🟢 OK: checkout-5xx', 'message', 0]]);
    },
  );

  it('is kept in less than 2 KB', async () => {
    await fc.assert(
      fc.asyncProperty(anyAlarm, async (content) => {
        const { thread } = await told([{ ...content, alarm: { ...content.alarm, state: 'ALARM' } }]);
        expect(JSON.stringify(thread).length).toBeLessThanOrEqual(2_048);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});

describe('a graph', () => {
  it('is put under the message of its alarm, and leaves the thread', async () => {
    const { vendor, thread } = await told([alarm]);
    const after = await told([GRAPH], vendor, thread);
    expect(vendor.files).toStrictEqual([
      { title: 'checkout-5xx', bytes: 3, threadTs: vendor.messages[0]?.ts },
    ]);
    expect([after.thread, vendor.problems]).toStrictEqual([thread, []]);
  });

  it.for(['no thread', 'a thread whose first message was deleted'])(
    'is withheld where there is %s',
    async (name) => {
      const { vendor, thread } = await told([alarm]);
      if (name !== 'no thread') vendor.remove(vendor.messages[0]?.ts ?? '');
      const ports = portsOf({ post: postTo(vendor), clock: takenTime() });
      const job = jobOf(config, GRAPH, name === 'no thread' ? {} : { thread });
      expect(await slackBot.send(job, ports)).toStrictEqual({
        withheld: 'there is no message to put the graph under',
      });
      expect(vendor.files).toStrictEqual([]);
    },
  );

  it('goes where Slack says only if that is an https URL', async () => {
    const { thread } = await told([alarm]);
    const body = JSON.stringify({ ok: true, upload_url: 'nowhere', file_id: 'F1' });
    const { post, asked } = postAnswering({ status: 200, body });
    const sending = slackBot.send(jobOf(config, GRAPH, { thread }), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ code: 'NOT_NOW' });
    expect(asked).toHaveLength(1);
  });
});

it('tells a digest in messages without a thread, a second apart', async () => {
  const clock = takenTime();
  const vendor = slackBotVendor({ now: () => clock.now() });
  const content: Content = {
    type: 'digest',
    entries: Array.from({ length: 100 }, (_, index) =>
      digestEntryOf(alarmContent({ name: '&'.repeat(255), accountName: '<'.repeat(99) }), `${index}`),
    ),
  };
  const sent = await slackBot.send(jobOf(config, content), portsOf({ post: postTo(vendor), clock }));
  expect([vendor.messages.length, clock.slept, vendor.problems, sent]).toStrictEqual([2, [1_000], [], {}]);
});

describe('errors', () => {
  it.for<readonly [error: string, code: string, isLimit: boolean]>([
    ['ratelimited', 'NOT_NOW', true],
    ['message_limit_exceeded', 'NOT_NOW', true],
    ['service_unavailable', 'NOT_NOW', false],
    ['request_timeout', 'NOT_NOW', false],
    ['internal_error', 'UNKNOWN', false],
    ['fatal_error', 'UNKNOWN', false],
    ['invalid_auth', 'REFUSED', false],
    ['missing_scope', 'REFUSED', false],
    ['channel_not_found', 'REFUSED', false],
    ['not_in_channel', 'REFUSED', false],
    ['is_archived', 'REFUSED', false],
    ['msg_too_long', 'REFUSED', false],
    ['invalid_blocks', 'REFUSED', false],
    ['something_new', 'REFUSED', false],
  ])('%s with status 200 is %s', async ([error, code, isLimit]) => {
    const { post } = postAnswering({
      status: 200,
      headers: { 'retry-after': '3' },
      body: JSON.stringify({ ok: false, error }),
    });
    const sending = slackBot.send(jobOf(config, alarm), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ code, isLimit, retryAfter: 3 });
  });

  it.for<readonly [name: string, status: number, body: string, code: string]>([
    ['429', 429, '{"ok":false,"error":"ratelimited"}', 'NOT_NOW'],
    ['a page', 200, '<html>', 'UNKNOWN'],
    ['JSON of somebody else', 200, '[]', 'UNKNOWN'],
    ['500', 500, '', 'NOT_NOW'],
    ['404', 404, '', 'REFUSED'],
    ['a new message that is gone', 200, '{"ok":false,"error":"message_not_found"}', 'REFUSED'],
  ])('%s', async ([, status, body, code]) => {
    const { post } = postAnswering({ status, body });
    const sending = slackBot.send(jobOf(config, alarm), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ code });
  });

  it('never has the token in its message', async () => {
    const { post } = postAnswering({
      status: 200,
      body: JSON.stringify({ ok: false, error: `bad ${TOKEN}` }),
    });
    const sending = slackBot.send(jobOf(config, alarm), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ message: 'slack.com (chat.postMessage) answered bad …' });
  });
});

it('previews what it sends, without the token', async () => {
  const { vendor, thread } = await told([alarm]);
  const asked: unknown[] = [];
  const ports = portsOf({
    clock: takenTime(),
    post: (request, options) => {
      asked.push(JSON.parse(String(request.body)));
      return postTo(vendor)(request, options);
    },
  });
  const job = jobOf(config, ok, { thread, isRepeat: true });
  await slackBot.send(job, ports);
  const { parts } = slackBot.preview(job);
  expect(parts.map(({ body }) => body)).toStrictEqual(asked);
  expect(parts.map(({ name }) => name)).toStrictEqual(['update', 'thread reply']);
  expect(JSON.stringify(parts)).not.toContain(TOKEN);
  expect(slackBot.preview(jobOf(config, GRAPH, { thread })).parts).toHaveLength(2);
  expect(slackBot.preview(jobOf(config, GRAPH))).toMatchObject({ parts: [], withheld: expect.any(String) });
});

it('never sends what Slack would refuse, nor a mention, a link or formatting that comes from a text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(anyAlarm, anyNotice, anyDigest), { minLength: 1, maxLength: 3 }),
      async (contents) => {
        const { vendor } = await told(contents);
        expect(vendor.problems).toStrictEqual([]);
        expect(vendor.messages.length).toBeGreaterThanOrEqual(contents.length);
      },
    ),
    { numRuns: Math.ceil(RUNS / 4) },
  );
});

it.for<readonly [name: string, entry: object, isRight: boolean]>([
  ['a token and a channel', { token: TOKEN, channel: CHANNEL }, true],
  ['references', { token: 'secretsmanager::slack', channel: 'ssm::/slack/channel' }, true],
  ['the name of a channel', { token: TOKEN, channel: '#alarms' }, false],
  ['an endpoint by http', { token: TOKEN, channel: CHANNEL, endpoint: 'http://slack.com/api' }, false],
])('takes as config %s: %o', ([, entry, isRight]) => {
  expect(slackBot.schema.safeParse({ type: 'slack-bot', ...entry }).success).toBe(isRight);
});
