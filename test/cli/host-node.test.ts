import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { hostNode } from '../support/host-node.ts';
import { awsEnv } from '../support/kms-at.ts';
import { CLI } from '../support/programs.ts';
import { runCommand } from '../support/run.ts';

// The published package runs on Node from 20.19 on; what develops it is newer.

const node = hostNode();
if (node === undefined) process.stderr.write('*** there is no Node of this machine to test with ***\n');

describe.skipIf(node === undefined)(`the host's own Node ${node?.version}`, () => {
  const bin = join(CLI, 'bin', 'kmscrypt.js');
  const token = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
  const body = JSON.stringify({
    KeyId: 'arn:aws:kms:us-east-1:1:key/1',
    Plaintext: Buffer.from('opened').toString('base64'),
  });

  it('decrypts without a warning of the AWS SDK', async () => {
    using kms = await faultKms(() => ({ status: 200, body }));
    const command = [node?.path ?? '', bin, 'decrypt', '--ciphertext', token];
    const outcome = await runCommand(command, { env: awsEnv(kms.endpoint) });
    expect(outcome).toMatchObject({ status: 0, stderr: '', stdout: Buffer.from('opened') });
  });

  it('makes and opens messages', async () => {
    const env = { KMSCRYPT_LOCAL_KEY: Buffer.alloc(32).toString('base64') };
    const sealed = await runCommand([node?.path ?? '', bin, 'encrypt', '--key-id', 'local'], {
      env,
      input: 'x',
    });
    const opened = await runCommand([node?.path ?? '', bin, 'decrypt', '--as', 'yaml'], {
      env,
      input: sealed.stdout,
    });
    expect(opened).toMatchObject({ status: 0, stderr: '' });
    expect(opened.stdout.toString()).toMatch(/^"?x"?\n$/);
  });

  it('gives help, and says what is wrong', async () => {
    expect(await runCommand([node?.path ?? '', bin, '--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(await runCommand([node?.path ?? '', bin, 'nonsense'])).toMatchObject({
      status: 2,
      stdout: Buffer.alloc(0),
    });
  });
});
