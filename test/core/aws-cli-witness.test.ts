import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decryptValue, encryptValue } from '@kmscrypt/core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createKey } from '../support/kms-at.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useEndpoint } from './use-endpoint.ts';

const moto = inject('endpoint');
const isThere = hasAwsCli();
if (!isThere) process.stderr.write('\n*** NO AWS CLI: the test of its blobs is skipped ***\n\n');

describe.skipIf(!moto || !isThere)('the AWS CLI as witness', () => {
  const alias = 'alias/core-aws-cli';
  beforeAll(() => createKey(moto, alias));
  beforeEach(() => useEndpoint(moto));

  it.each([
    ['text', Buffer.from('s3cret'), {}],
    ['bytes, in a context', Buffer.of(0, 0xff, 0x0a), { app: 'web', env: 'prod' }],
  ])('opens a blob of ours, and we open its own: %s', async (_name, plaintext, context) => {
    const folder = temporaryFolder();
    const file = (name: string, content: Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return `fileb://${join(folder, name)}`;
    };
    const contextArgs =
      Object.keys(context).length === 0 ? [] : ['--encryption-context', JSON.stringify(context)];

    const token = await encryptValue(plaintext, { keyIds: [alias], context });
    const ciphertext = file('ciphertext', Buffer.from(token.slice('kmscrypt::'.length), 'base64'));
    const opened = await aws(
      'decrypt',
      '--ciphertext-blob',
      ciphertext,
      '--query',
      'Plaintext',
      ...contextArgs,
    );
    expect(Buffer.from(opened, 'base64')).toEqual(plaintext);

    const plain = file('plaintext', plaintext);
    const blob = await aws(
      'encrypt',
      '--key-id',
      alias,
      '--plaintext',
      plain,
      '--query',
      'CiphertextBlob',
      ...contextArgs,
    );
    expect(plaintext.equals(await decryptValue(`kmscrypt::${blob}`, { context }))).toBe(true);
  });
});

async function aws(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('aws', ['kms', command, '--output', 'text', ...args]);
  return stdout.trim();
}

function hasAwsCli(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
