import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content.ts';
import { teams } from '../../src/destinations/teams.ts';
import { digestEntryOf } from '../../src/words/digest-entry.ts';
import { RUNS } from '../runs.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { takenTime } from '../support/taken-time.ts';
import { postAnswering, postTo } from '../vendors/fake-post.ts';
import { teamsVendor } from '../vendors/teams.ts';
import { anyAlarm, anyDigest, anyNotice } from '../words/any-content.ts';
import { alarmContent, noticeContent } from '../words/contents.ts';

const HOST = 'prod-01.westeurope.logic.example';
const URL_OF_OURS = `https://${HOST}/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sig=secret0123456789`;
const config = teams.schema.parse({ type: 'teams', url: URL_OF_OURS });

function digestOf(count: number, changes = {}): Content {
  const entries = Array.from({ length: count }, (_, index) =>
    digestEntryOf(alarmContent({ name: `checkout-5xx-of-a-service-${index}`, ...changes }), `key-${index}`),
  );
  return { type: 'digest', entries };
}

async function sent(content: Content, isRepeat = false) {
  const clock = takenTime();
  const vendor = teamsVendor();
  await teams.send(jobOf(config, content, { isRepeat }), portsOf({ post: postTo(vendor), clock }));
  return { vendor, clock, text: JSON.stringify(vendor.cards) };
}

describe('a card', () => {
  it('says what and where in colour, then the facts, with links', async () => {
    const { vendor } = await sent(
      alarmContent({}, { remarks: ['It is flapping.'], graphUrl: 'https://s3.example/g.png' }),
    );
    expect(vendor.problems).toStrictEqual([]);
    expect(vendor.cards[0]).toMatchObject({
      fallbackText: '🔴 ALARM: checkout-5xx (prod, eu-central-1)',
      body: expect.arrayContaining([
        {
          type: 'Container',
          style: 'attention',
          bleed: true,
          items: [
            expect.objectContaining({
              inlines: [
                expect.objectContaining({
                  text: '🔴 ALARM: checkout-5xx (prod, eu-central-1)',
                  size: 'Large',
                }),
              ],
            }),
            expect.objectContaining({
              inlines: ['HTTPCode_Target_5XX_Count Sum 412 > 50, for 3 of 3 periods of 1 min.'],
            }),
            expect.objectContaining({ inlines: [expect.objectContaining({ text: 'It is flapping.' })] }),
          ],
        },
        { type: 'Image', url: 'https://s3.example/g.png', altText: 'Graph of the metric' },
      ]),
      actions: [
        { type: 'Action.OpenUrl', title: 'Runbook', url: 'https://wiki.example.com/runbooks/checkout' },
        { type: 'Action.OpenUrl', title: 'Alarm' },
        { type: 'Action.OpenUrl', title: 'Graph' },
      ],
    });
  });

  it.for<readonly [name: string, content: Content, style: string]>([
    ['an alarm', alarmContent(), 'attention'],
    ['OK', alarmContent({ state: 'OK' }), 'good'],
    ['too little data', alarmContent({ state: 'INSUFFICIENT_DATA' }), 'warning'],
    ['a notice', noticeContent(), 'accent'],
    ['a digest', digestOf(3), 'attention'],
  ])('has the style of %s', async ([, content, style]) => {
    const { vendor } = await sent(content);
    const { body } = vendor.cards[0] as { readonly body: readonly unknown[] };
    expect(body[0]).toMatchObject({ style });
  });

  it('says where it may be there twice', async () => {
    expect((await sent(alarmContent(), true)).text).toContain('This may be here twice');
  });

  it('leaves out what is least important where there is no room', async () => {
    const links = {
      console: 'https://a.example',
      runbook: `https://b.example/${'r'.repeat(9_000)}`,
      dashboard: `https://c.example/${'d'.repeat(30_000)}`,
    };
    const log = { lines: Array.from({ length: 50 }, () => '日本語'.repeat(400)), logGroups: [] };
    const { text, vendor } = await sent(alarmContent({ reason: 'why '.repeat(2_000), log, links }));
    expect(vendor.problems).toStrictEqual([]);
    expect([
      text.includes('why'),
      text.includes('日本語'),
      text.includes('rrr'),
      text.includes('ddd'),
    ]).toStrictEqual([false, true, true, false]);
    expect(text).toContain('Checkout answers with errors.');
  });
});

describe('a digest', () => {
  it.for<readonly [name: string, content: Content, messages: number, has: string]>([
    ['few have summaries and links', digestOf(8), 1, 'selectAction'],
    ['more have no links', digestOf(60), 1, '412 > 50'],
    ['a hundred are in one message', digestOf(100), 1, 'checkout-5xx-of-a-service-99, prod'],
    ['what does not fit is continued', digestOf(300), 3, '3 of 3'],
  ])('%s', async ([, content, messages, has]) => {
    const { vendor, clock, text } = await sent(content);
    expect(vendor.cards).toHaveLength(messages);
    expect(text).toContain(has);
    expect(clock.slept).toStrictEqual(Array.from({ length: messages - 1 }, () => 1_000));
  });

  it('lists each', async () => {
    const { text } = await sent(digestOf(110));
    const missing = Array.from({ length: 110 }, (_, index) => `-service-${index},`).filter(
      (name) => !text.includes(name),
    );
    expect(missing).toStrictEqual([]);
  });
});

describe('failures', () => {
  it.for<readonly [name: string, status: number, body: string, code: string]>([
    ['a workflow that is switched off', 400, '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}', 'REFUSED'],
    ['a signature that is wrong', 401, '{}', 'REFUSED'],
    ['a workflow that is gone', 404, '{}', 'REFUSED'],
    ['too much', 413, '', 'REFUSED'],
    ['a limit', 429, '', 'NOT_NOW'],
    ['a gateway', 502, '', 'UNKNOWN'],
  ])('%s', async ([, status, body, code]) => {
    const { post } = postAnswering({ status, body });
    const sending = teams.send(jobOf(config, alarmContent()), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ code });
  });

  it('has neither host nor signature in its message', async () => {
    const { post } = postAnswering({
      status: 404,
      body: `no ${URL_OF_OURS} at ${HOST} with secret0123456789`,
    });
    const sending = teams.send(jobOf(config, alarmContent()), portsOf({ post, clock: takenTime() }));
    await expect(sending).rejects.toMatchObject({ message: 'Teams answered 404: no … at … with …' });
  });

  it('takes no graph', async () => {
    const { post } = postAnswering();
    const sending = teams.send(jobOf(config, { type: 'graph', title: 'x', png: '' }), portsOf({ post }));
    await expect(sending).rejects.toMatchObject({ code: 'REFUSED' });
  });
});

it('takes 200 as it takes 202', async () => {
  const vendor = teamsVendor({ status: 200 });
  await teams.send(jobOf(config, alarmContent()), portsOf({ post: postTo(vendor), clock: takenTime() }));
  expect(vendor.cards).toHaveLength(1);
});

it('previews what it sends, without the URL', async () => {
  for (const content of [alarmContent(), noticeContent(), digestOf(30)]) {
    const { vendor } = await sent(content);
    const { parts } = teams.preview(jobOf(config, content));
    const cards = parts.map(
      ({ body }) => (body as { attachments: { content: unknown }[] }).attachments[0]?.content,
    );
    expect(cards).toStrictEqual(vendor.cards);
    expect(JSON.stringify(parts)).not.toContain('secret0123456789');
  }
});

it('never sends what Teams would refuse, nor anything in a text that is not shown as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyAlarm, anyNotice, anyDigest), fc.boolean(), async (content, isRepeat) => {
      const { vendor } = await sent(content, isRepeat);
      expect(vendor.problems).toStrictEqual([]);
      expect(vendor.cards.length).toBeGreaterThan(0);
    }),
    { numRuns: RUNS },
  );
});

it.for<readonly [name: string, entry: object, isRight: boolean]>([
  ['a URL', { url: URL_OF_OURS }, true],
  ['a reference', { url: 'ssm::/teams/url' }, true],
  ['http', { url: 'http://a.example/' }, false],
  ['an unknown key', { url: URL_OF_OURS, channel: 'a' }, false],
])('takes as config %s: %o', ([, entry, isRight]) => {
  expect(teams.schema.safeParse({ type: 'teams', ...entry }).success).toBe(isRight);
});
