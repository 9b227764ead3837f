import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findChromium, isLackingChromium } from '../support/chromium/find.ts';
import { NODE } from '../support/programs.ts';
import { runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// Pictures of messages, made by the built command and a real browser.

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'packages', 'lambda', 'bin', 'kmscrypt-lambda.js');
const EVENTS = join(ROOT, 'lambdas', 'alarm-fanout', 'test', 'events');
const KINDS = ['metric', 'math', 'anomaly', 'contributor', 'composite', 'log'];
const chromium = findChromium();
/** The first bytes of a PNG; its width and height stand behind them. */
const PNG = '89504e470d0a1a0a0000000d49484452';

describe.skipIf(isLackingChromium(chromium))('kmscrypt-lambda alarm-fanout preview --png', () => {
  const folder = makeFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(KINDS)('a picture of each message: %s', async (kind) => {
    const out = join(folder, kind);
    const event = join(EVENTS, `event-bridge-${kind}.json`);
    const args = ['alarm-fanout', 'preview', '--event', event, '--out', out, '--png'];
    const picks = ['--destination', 'slack', '--destination', 'pagerduty'];
    const command = 'command' in chromium ? chromium.command : '';
    const { status, stderr } = await runCommand([NODE, BIN, ...args, ...picks], {
      cwd: folder,
      env: { KMSCRYPT_CHROMIUM: command, HOME: folder },
    });
    expect(status, stderr).toBe(0);
    const pictures = readdirSync(out).filter((name) => name.endsWith('.png'));
    expect(pictures).toHaveLength(2);
    for (const name of pictures) {
      const bytes = readFileSync(join(out, name));
      expect([name, bytes.subarray(0, 16).toString('hex')]).toEqual([name, PNG]);
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      // As wide as a message, and not an empty page.
      expect(width).toBeGreaterThan(300);
      expect(height).toBeGreaterThan(100);
      expect(height).toBeLessThan(6_000);
    }
  });
});
