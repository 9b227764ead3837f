import { randomBytes } from 'node:crypto';
import { KEY_ID } from '../key-id.ts';
import type { Input, Operation } from './operation.ts';

const MAGIC = Buffer.from('BENCH');
/** What a real CiphertextBlob is longer than its plaintext by. */
const OVERHEAD = 146;
const DATA_KEY_BYTES = 32;

/** KMS without keys: a blob carries its own plaintext. */
export const KMS: Readonly<Record<string, Operation>> = {
  Encrypt: ({ Plaintext = '' }) => ({
    KeyId: KEY_ID,
    CiphertextBlob: seal(Buffer.from(Plaintext, 'base64')),
  }),
  GenerateDataKey: () => {
    const dataKey = randomBytes(DATA_KEY_BYTES);
    return { KeyId: KEY_ID, Plaintext: dataKey.toString('base64'), CiphertextBlob: seal(dataKey) };
  },
  Decrypt: (input) => ({ KeyId: KEY_ID, Plaintext: open(input).toString('base64') }),
  ReEncrypt: (input) => ({ KeyId: KEY_ID, CiphertextBlob: seal(open(input)) }),
};

function seal(plaintext: Buffer): string {
  return Buffer.concat([MAGIC, randomBytes(OVERHEAD - MAGIC.length), plaintext]).toString('base64');
}

function open({ CiphertextBlob: base64 = '' }: Input): Buffer {
  const blob = Buffer.from(base64, 'base64');
  if (!blob.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('the blob is of another KMS');
  return blob.subarray(OVERHEAD);
}
