import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { createScriptKeys } from '../support/script-surroundings.ts';
import { codeBlocks } from './code-blocks.ts';

const endpoint = inject('endpoint');

beforeAll(async () => {
  if (endpoint !== '') await createScriptKeys(endpoint);
});

// Blocks for a test of their own have more words behind the fence.
const blocks = codeBlocks('ts').filter(({ info }) => info.length === 1);

test.for(blocks)('$place runs', ({ text }, { skip }) => {
  if (endpoint === '') skip('there is no KMS emulator');
  const file = join(import.meta.dirname, `.example-${process.pid}.ts`);
  writeFileSync(file, `${text}\nconsole.log(JSON.stringify(config));\n`);
  try {
    const env = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
    expect(execFileSync(process.execPath, [file], { env, encoding: 'utf8' })).toBe(
      '{"password":"password"}\n',
    );
  } finally {
    rmSync(file);
  }
});
