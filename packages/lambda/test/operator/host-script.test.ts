import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { hostScriptCommand } from '../../src/operator/host-script.ts';

function folderWith(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

async function printed(folder: URL, document: boolean, texts: string[] = []): Promise<string> {
  await hostScriptCommand({ folder, script: 'script.sh', describe: 'print it' }).run({
    options: { document },
    env: {},
    read: () => Promise.reject(new Error('not asked for')),
    print: (text) => void texts.push(text),
  });
  return texts.join('');
}

test.each([
  ['the script', false, '#!/bin/sh\n'],
  ['the document', true, '{}\n'],
])('%s, byte by byte', async (_, document, text) => {
  const folder = folderWith({ 'script.sh': '#!/bin/sh\n', 'document.json': '{}\n' });
  expect(await printed(folder, document)).toBe(text);
});

test('what is not built is told, and nothing is printed', async () => {
  const texts: string[] = [];
  const asked = printed(folderWith({}), false, texts);
  await expect(asked).rejects.toMatchObject({ code: 'LAMBDA_NOT_FOUND' });
  expect(texts).toEqual([]);
});
