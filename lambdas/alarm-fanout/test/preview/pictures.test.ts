import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findChromium, isLackingChromium } from '../../../../test/support/chromium/find.ts';
import { picturesOf } from '../../src/preview/pictures.ts';

const found = findChromium();

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function page(style: string): string {
  return `<!doctype html><body style="margin: 0"><div class="picture" style="${style}">a</div>`;
}

describe.skipIf(isLackingChromium(found))('Chromium', () => {
  const command = 'command' in found ? found.command : '';

  it('makes a picture of each page, as large as what it shows', async () => {
    const folder = folderOf({
      'a.html': page('width: 321px; height: 45px'),
      'b.html': page('width: 50px; height: 3000px; background: linear-gradient(red, blue)'),
    });
    const pages = [join(folder, 'a.html'), join(folder, 'b.html')];
    const pictures = await picturesOf(pages, { command, env: process.env });
    expect(pictures.map((png) => [png.readUInt32BE(16), png.readUInt32BE(20)])).toEqual([
      [321, 45],
      [50, 3000],
    ]);
  });

  it('draws more pixels where it is told to', async () => {
    const folder = folderOf({ 'a.html': page('width: 100px; height: 20px') });
    const [png] = await picturesOf([join(folder, 'a.html')], { command, env: process.env, scale: 2 });
    expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([200, 40]);
  });

  it.each<[name: string, file: string, content: string]>([
    ['a page that shows nothing', 'a.html', '<p>no picture</p>'],
    ['a page that is not there', 'b.html', ''],
  ])('fails for %s', async (_name, file, content) => {
    const folder = folderOf({ 'a.html': content });
    const made = picturesOf([join(folder, file)], { command, env: process.env });
    await expect(made).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
  });
});

describe('a browser', () => {
  it.each<[name: string, script: string]>([
    ['that ends at once', 'exit 3'],
    ['that says nothing', 'exec sleep 60'],
    ['that talks nonsense', "printf 'x\\0' >&4; exec sleep 60"],
    ['that refuses', `printf '{"id":1,"error":{"message":"no"}}\\0' >&4; exec sleep 60`],
  ])('%s makes no picture, and leaves nothing', async (_name, script) => {
    const folder = folderOf({ browser: `#!/bin/sh\n${script}\n`, 'a.html': page('') });
    const command = join(folder, 'browser');
    chmodSync(command, 0o755);
    const temp = folderOf({});
    vi.stubEnv('TMPDIR', temp);
    onTestFinished(() => void vi.unstubAllEnvs());
    const made = picturesOf([join(folder, 'a.html')], { command, env: process.env, timeLimit: 1_000 });
    await expect(made).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    expect(readdirSync(temp)).toEqual([]);
  });

  it('that is not there makes none either', async () => {
    const made = picturesOf(['a.html'], { command: '/no/such/browser', env: process.env });
    await expect(made).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
  });
});
