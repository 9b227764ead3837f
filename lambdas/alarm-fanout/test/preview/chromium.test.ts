import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../src/preview/chromium.ts';

/** A folder with programs that end with a status. */
function folderWith(programs: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, status] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexit ${status}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

it.each<
  [name: string, programs: Readonly<Record<string, number>>, named: string | undefined, expected: string]
>([
  ['on PATH', { chromium: 0, 'google-chrome': 0 }, undefined, 'chromium'],
  ['by another name', { 'google-chrome': 0 }, undefined, 'google-chrome'],
  ['not what does not run', { chromium: 1, 'chromium-browser': 0 }, '', 'chromium-browser'],
  ['as it is named', { chromium: 0, mine: 0 }, 'mine', 'mine'],
])('%s', (_name, programs, named, expected) => {
  expect(findChromium({ PATH: folderWith(programs), KMSCRYPT_CHROMIUM: named })).toBe(expected);
});

it.each<[name: string, programs: Readonly<Record<string, number>>, named: string | undefined]>([
  ['nothing', {}, undefined],
  ['not where another is named', { chromium: 0 }, 'mine'],
])('%s is told with what to do', (_name, programs, named) => {
  const find = (): string => findChromium({ PATH: folderWith(programs), KMSCRYPT_CHROMIUM: named });
  expect(find).toThrow(
    expect.objectContaining({
      code: 'OUTPUT_FAILED',
      hints: expect.arrayContaining([expect.stringContaining('KMSCRYPT_CHROMIUM')]),
    }),
  );
});
