import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FanoutConfig } from '../../src/config.ts';
import { slackBot } from '../../src/destinations/slack-bot.ts';
import { changesIn } from '../../src/operators/changes-in.ts';
import { findChromium } from '../../src/preview/chromium.ts';
import { exampleConfig } from '../../src/preview/example-config.ts';
import { show } from '../../src/preview/looks.ts';
import { messagesOf, type PreviewedMessage } from '../../src/preview/messages-of.ts';
import { pictureOf } from '../../src/preview/page.ts';
import { picturesOf } from '../../src/preview/pictures.ts';

/**
 * The pictures of messages in docs/pictures/alarm-fanout. With KMSCRYPT_PICTURES=1 they are made anew, with Chromium and the fonts Noto Sans
 * and Noto Color Emoji:
 *
 *   KMSCRYPT_PICTURES=1 npx vitest run test/preview/docs-pictures.test.ts
 */
const MAKES = process.env['KMSCRYPT_PICTURES'] === '1';
const FOLDER = join(import.meta.dirname, '../../../../docs/pictures/alarm-fanout');
const MOST_BYTES = 80_000;

/** A picture's name, its event, and the destination of the example config. */
const PICTURES: readonly (readonly [name: string, event: string, destination: string])[] = [
  ['metric-slack', 'event-bridge-metric', 'slack'],
  ['math-slack', 'event-bridge-math', 'slack'],
  ['anomaly-slack', 'event-bridge-anomaly', 'slack'],
  ['contributor-slack', 'event-bridge-contributor', 'slack'],
  ['composite-slack', 'event-bridge-composite', 'slack'],
  ['log-slack', 'event-bridge-log', 'slack'],
  ['metric-teams', 'event-bridge-metric', 'teams'],
  ['composite-teams', 'event-bridge-composite', 'teams'],
  ['metric-pagerduty', 'event-bridge-metric', 'pagerduty'],
  ['composite-pagerduty', 'event-bridge-composite', 'pagerduty'],
  ['metric-mail', 'event-bridge-metric', 'email'],
  ['log-mail', 'event-bridge-log', 'email'],
];

/** With a name for the account of the events, and graphs. */
function docsConfig(): FanoutConfig {
  const accounts = { '111122223333': { name: 'shop-prod' } };
  return { ...exampleConfig(), accounts, graphs: { bucket: 'alarm-graphs', hours: 3 } };
}

async function messageOf(event: string, destination: string): Promise<PreviewedMessage> {
  const config = docsConfig();
  const file = join(import.meta.dirname, '../events', `${event}.json`);
  const changes = await changesIn({ file, text: readFileSync(file, 'utf8') }, config);
  const entries = Object.entries(config.destinations).filter(([name]) => name === destination);
  const [message] = messagesOf(changes, { entries, graphs: config.graphs });
  if (message === undefined) throw new Error(`${event} makes no message for ${destination}`);
  return message;
}

/** A thread of the bot in the end: the message that it began with, rewritten, and the reply. */
async function resolved(): Promise<PreviewedMessage> {
  const config = slackBot.schema.parse(exampleConfig().destinations['slack']);
  const began = await messageOf('event-bridge-metric', 'slack');
  const file = join(import.meta.dirname, '../events/event-bridge-metric-ok.json');
  const [change] = await changesIn({ file, text: readFileSync(file, 'utf8') }, docsConfig());
  if (change?.what.type !== 'alarm') throw new Error('it tells of no alarm');
  const { key, subject, what } = change;
  const thread = {
    channel: config.channel,
    ts: '1795227247.000100',
    at: '2026-11-21T02:14:07.415Z',
    summary: 'TargetResponseTime p99 2.91 s > 1.5 s.',
  };
  const content = { ...what, remarks: [] };
  const preview = slackBot.preview({ name: 'slack', config, content, key, subject, thread, isRepeat: false });
  return { ...began, preview, around: { ...began.around, time: what.alarm.at.slice(11, 16) } };
}

function htmlOf({ name, type, preview, around }: PreviewedMessage): string {
  return pictureOf({ name, type, content: show(preview, around) });
}

async function pages(): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const [name, event, destination] of PICTURES)
    made.set(name, htmlOf(await messageOf(event, destination)));
  made.set('resolved-slack', htmlOf(await resolved()));
  return made;
}

it('show all that is sent', async () => {
  for (const html of (await pages()).values()) {
    expect(html).toContain('class="picture"');
    expect(html).not.toContain('<pre class="unknown">');
  }
  expect((await resolved()).preview.parts.map(({ name }) => name)).toEqual(['update', 'thread reply']);
});

it.runIf(MAKES)('are made', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kmscrypt-test-'));
  try {
    const all = [...(await pages())];
    for (const [name, html] of all) writeFileSync(join(folder, `${name}.html`), html);
    const files = all.map(([name]) => join(folder, `${name}.html`));
    const pngs = await picturesOf(files, { command: findChromium(process.env), env: process.env });
    expect(pngs).toHaveLength(all.length);
    mkdirSync(FOLDER, { recursive: true });
    for (const [index, [name]] of all.entries())
      writeFileSync(join(FOLDER, `${name}.png`), pngs[index] ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe.each([...PICTURES.map(([name]) => name), 'resolved-slack'])('%s', (name) => {
  it('is there, and small', () => {
    const png = readFileSync(join(FOLDER, `${name}.png`));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect(png.length).toBeLessThanOrEqual(MOST_BYTES);
    expect(png.readUInt32BE(16)).toBeGreaterThan(600);
  });
});
