import { encryptValue } from '@kmscrypt/core/encrypt';
import { formatLocalKey, generateLocalKey } from '@kmscrypt/core/local-key';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { awsEnv } from '../support/kms-at.ts';
import { codeBlocks } from './code-blocks.ts';

// Every ```ts config block of docs/config.md runs beside a config/prod.yaml; what it prints stands behind its console.log.

const endpoint = inject('endpoint');
const key = generateLocalKey();
// Inside the workspace, where the packages are found.
const folder = join(import.meta.dirname, `.config-${process.pid}`);

beforeAll(async () => {
  const token = await encryptValue('hunter2', { keyIds: ['local'], localKey: () => key });
  const yaml = `db:\n  host: db.example.com\n  port: 5432\n  password: ${token}\n`;
  mkdirSync(join(folder, 'config'), { recursive: true });
  for (const name of ['base', 'prod']) writeFileSync(join(folder, 'config', `${name}.yaml`), yaml);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const blocks = codeBlocks('ts').filter(({ info }) => info[1] === 'config');

test.for(blocks)('$place runs', ({ text }, { skip }) => {
  if (endpoint === '') skip('there is no emulator');
  const file = join(folder, 'example.ts');
  writeFileSync(file, text);
  const env = { ...awsEnv(endpoint), KMSCRYPT_LOCAL_KEY_FILE: join(folder, 'local.key') };
  writeFileSync(env.KMSCRYPT_LOCAL_KEY_FILE, formatLocalKey(key));
  const printed = execFileSync(process.execPath, [file], { env, cwd: folder, encoding: 'utf8' });
  expect(printed).toBe(expectedOf(text));
});

function expectedOf(text: string): string {
  const printed = [...text.matchAll(/^ *console\.log\(.*\); \/\/ (?!each)(.*)$/gm)];
  return printed.map(([, line]) => `${line}\n`).join('');
}
