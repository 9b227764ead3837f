import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/delivery-error.ts';
import { slackBot } from '../../src/destinations/slack-bot.ts';
import { slackWebhook } from '../../src/destinations/slack-webhook.ts';
import { teams } from '../../src/destinations/teams.ts';
import { createPost } from '../../src/http/https-post.ts';
import { jobOf, portsOf } from '../support/jobs.ts';
import { takenTime } from '../support/taken-time.ts';
import { type Fault, script } from '../vendors/faults.ts';
import { type Receiver, startReceiver } from '../vendors/https-receiver.ts';
import { slackBotVendor, slackWebhookVendor } from '../vendors/slack.ts';
import { teamsVendor } from '../vendors/teams.ts';
import { alarmContent } from '../words/contents.ts';

const SLACK_PATH = '/services/T0000/B0000/secret0123456789';
const TEAMS_PATH = '/workflows/1/triggers/manual/paths/invoke?sig=secret0123456789';
const ports = portsOf({ post: createPost(), clock: takenTime() });

function own({ host, ca }: Receiver) {
  return { timeout: 20, private: { host, ca } };
}

async function codeOf(sending: Promise<unknown>): Promise<string> {
  return sending.then(
    () => 'sent',
    (error: unknown) => (error instanceof DeliveryError ? error.code : String(error)),
  );
}

describe('what a fault means', () => {
  it.for<readonly [name: string, fault: Fault, code: string, taken: number]>([
    ['none', { kind: 'none' }, 'sent', 1],
    ['a limit', { kind: 'limit', retryAfter: '1' }, 'NOT_NOW', 0],
    ['an error', { kind: 'error' }, 'NOT_NOW', 0],
    ['a reset before it was taken', { kind: 'reset-before' }, 'UNKNOWN', 0],
    ['a reset after it was taken', { kind: 'reset-after' }, 'UNKNOWN', 1],
    ['a redirect', { kind: 'redirect', to: 'https://localhost/' }, 'REFUSED', 0],
    ['the wrong certificate', { kind: 'wrong-certificate' }, 'NOT_NOW', 0],
  ])('%s', async ([, fault, code, taken]) => {
    const slack = slackWebhookVendor({ path: SLACK_PATH });
    const microsoft = teamsVendor({ path: TEAMS_PATH });
    await using one = await startReceiver({ vendor: slack, faults: script(fault) });
    await using other = await startReceiver({ vendor: microsoft, faults: script(fault) });
    const slackConfig = slackWebhook.schema.parse({
      type: 'slack-webhook',
      url: `${one.url}${SLACK_PATH}`,
      ...own(one),
    });
    const teamsConfig = teams.schema.parse({
      type: 'teams',
      url: `${other.url}${TEAMS_PATH}`,
      ...own(other),
    });
    expect([
      await codeOf(slackWebhook.send(jobOf(slackConfig, alarmContent()), ports)),
      await codeOf(teams.send(jobOf(teamsConfig, alarmContent()), ports)),
    ]).toStrictEqual([code, code]);
    expect([slack.messages.length, microsoft.cards.length]).toStrictEqual([taken, taken]);
    expect([slack.problems, microsoft.problems]).toStrictEqual([[], []]);
  });
});

describe('a graph of a bot', () => {
  const graph = { type: 'graph', title: 'x', png: Buffer.from('png').toString('base64') } as const;

  it('is sent where Slack says', async () => {
    let origin = '';
    const vendor = slackBotVendor({ origin: () => origin });
    await using receiver = await startReceiver({ vendor });
    origin = receiver.url;
    const config = slackBot.schema.parse({
      type: 'slack-bot',
      token: 'xoxb-0000-0000-secret',
      channel: 'C0123456789',
      endpoint: `${receiver.url}/api`,
      ...own(receiver),
    });
    const { thread } = await slackBot.send(jobOf(config, alarmContent()), ports);
    await slackBot.send(jobOf(config, graph, { thread }), ports);
    expect([vendor.files.length, vendor.problems]).toStrictEqual([1, []]);
  });

  it('is not sent to an address that is not public', async () => {
    const vendor = slackBotVendor({ origin: () => 'https://169.254.169.254' });
    await using receiver = await startReceiver({ vendor });
    const config = slackBot.schema.parse({
      type: 'slack-bot',
      token: 'xoxb-0000-0000-secret',
      channel: 'C0123456789',
      endpoint: `${receiver.url}/api`,
      ...own(receiver),
    });
    const { thread } = await slackBot.send(jobOf(config, alarmContent()), ports);
    expect(await codeOf(slackBot.send(jobOf(config, graph, { thread }), ports))).toBe('REFUSED');
  });
});
