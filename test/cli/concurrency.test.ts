import { beforeAll, describe, expect, inject, it } from 'vitest';
import { awsError, type FaultKms, faultKms } from '../support/fault-kms.ts';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, type Outcome, run } from '../support/run.ts';

const endpoint = inject('endpoint');
const COUNT = 500;
const plaintexts = Array.from({ length: COUNT }, (_, index) => `secret ${index}\n`).join('');
let key = '';

describe.skipIf(endpoint === '').each(PROGRAMS)('calls of the $name', (program) => {
  beforeAll(async () => {
    key = await createKey(endpoint);
  });

  /** A KMS of some latency, so that calls have to wait for one another. */
  const slow = (): Promise<FaultKms> => faultKms(() => ({ wait: 20 }), endpoint);
  const gathering = (): Promise<FaultKms> => faultKms(() => ({ gather: 32 }), endpoint);
  const call = (kms: FaultKms, input: string | Buffer, ...args: string[]): Promise<Outcome> =>
    run(program, args, { env: awsEnv(kms.endpoint), input });

  it(`for ${COUNT} values and ${COUNT} distinct blobs: one each, 32 at once`, async () => {
    using encrypting = await gathering();
    const tokens = await call(encrypting, plaintexts, 'encrypt', '--lines', '--key-id', key);
    expect(tokens).toMatchObject({ status: 0, stderr: '' });
    expect(encrypting.calls).toHaveLength(COUNT);
    expect(encrypting.mostAtOnce()).toBe(32);
    using decrypting = await gathering();
    const opened = await call(decrypting, tokens.stdout, 'decrypt');
    expect(opened.stdout.toString()).toBe(plaintexts);
    expect(decrypting.calls).toHaveLength(COUNT);
    expect(decrypting.mostAtOnce()).toBe(32);
  });

  it(`for ${COUNT} identical tokens: one, in one file or in several`, async () => {
    const { CiphertextBlob: blob } = await callKms(endpoint, 'Encrypt', {
      KeyId: key,
      Plaintext: 'aHVudGVyMg==',
    });
    using kms = await slow();
    const opened = await call(kms, `kmscrypt::${String(blob)}\n`.repeat(COUNT), 'decrypt');
    expect(opened.stdout.toString()).toBe('hunter2\n'.repeat(COUNT));
    expect(kms.calls).toEqual(['Decrypt']);
    const { stdout } = await call(kms, `kmscrypt::${String(blob)}\n`, 'decrypt', '-', '-');
    expect(stdout.toString()).toBe('hunter2\n');
    expect(kms.calls).toHaveLength(2);
  });

  it(`for ${COUNT} values of one envelope: one each way`, async () => {
    using kms = await slow();
    const tokens = await call(kms, plaintexts, 'encrypt', '--lines', '--envelope', '--key-id', key);
    expect(kms.calls).toEqual(['GenerateDataKey']);
    const opened = await call(kms, tokens.stdout, 'decrypt');
    expect(opened.stdout.toString()).toBe(plaintexts);
    expect(kms.calls).toEqual(['GenerateDataKey', 'Decrypt']);
  });

  it(`for ${COUNT} values while every fifth call is throttled: those again`, async () => {
    const throttled = awsError(400, 'ThrottlingException', 'Rate exceeded');
    using kms = await faultKms((each) => (each % 5 === 0 ? throttled : 'pass'), endpoint);
    const tokens = await call(kms, plaintexts, 'encrypt', '--lines', '--key-id', key);
    const opened = await call(kms, tokens.stdout, 'decrypt');
    expect(opened).toMatchObject({ status: 0, stderr: '' });
    expect(opened.stdout.toString()).toBe(plaintexts);
  });

  it(`for ${COUNT} values while the network is down: few, and one error`, async () => {
    const blobs = Array.from({ length: COUNT }, (_, index) =>
      Buffer.from(`blob ${index}`).toString('base64'),
    );
    using kms = await faultKms(() => 'reset');
    const outcome = await call(kms, blobs.map((blob) => `kmscrypt::${blob}\n`).join(''), 'decrypt');
    expect(codesOf(outcome.stderr), outcome.stderr).toEqual(['NETWORK']);
    expect(outcome).toMatchObject({ status: 6, stdout: Buffer.alloc(0) });
    expect(kms.calls.length).toBeLessThanOrEqual(32 * 4);
  });
});
