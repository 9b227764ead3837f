import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type EncryptionContext, type KmsWithReEncrypt, regionOfKeyId } from '../../src/kms.ts';
import { KmscryptError } from '../../src/error.ts';

export interface KmsCall {
  readonly operation: 'Encrypt' | 'Decrypt' | 'GenerateDataKey' | 'ReEncrypt';
  readonly keyId: string | undefined;
  readonly region: string | undefined;
  readonly context: EncryptionContext;
  readonly signal: AbortSignal | undefined;
}

/** The port of KMS in memory. The real one stands behind it in test/core; this one counts, and fails on demand. */
export interface MemoryKms extends KmsWithReEncrypt {
  readonly calls: KmsCall[];
  /** How many calls were under way at once, at most. */
  mostAtOnce(): number;
}

/** @param before runs with each call and may delay it, or throw in its place. */
export function memoryKms(before: (call: KmsCall) => unknown = () => {}): MemoryKms {
  const calls: KmsCall[] = [];
  let running = 0;
  let most = 0;
  const call = async <T>(
    operation: KmsCall['operation'],
    { keyId, region, context, signal }: Omit<Partial<KmsCall>, 'context'> & { context: EncryptionContext },
    answer: () => T,
  ): Promise<T> => {
    const made = { operation, keyId, region, context, signal };
    calls.push(made);
    running += 1;
    most = Math.max(most, running);
    try {
      await before(made);
      return answer();
    } finally {
      running -= 1;
    }
  };
  return {
    calls,
    mostAtOnce: () => most,
    encrypt: (request) =>
      call('Encrypt', request, () => {
        const keyId = arnOf(request.keyId, request.region);
        return { ciphertext: seal(keyId, request.plaintext, request.context), keyId };
      }),
    decrypt: (request) => call('Decrypt', request, () => unseal(request.ciphertext, request.context)),
    generateDataKey: (request) =>
      call('GenerateDataKey', request, () => {
        const keyId = arnOf(request.keyId, request.region);
        const plaintext = Uint8Array.from(randomBytes(32));
        return { plaintext, ciphertext: seal(keyId, plaintext, request.context), keyId };
      }),
    reEncrypt: (request) =>
      call('ReEncrypt', request, () => {
        const keyId = arnOf(request.keyId, request.region);
        const { plaintext } = unseal(request.ciphertext, request.fromContext);
        return { ciphertext: seal(keyId, plaintext, request.context), keyId };
      }),
  };
}

/** The ARN of a key of the test's account; `name` stands for a key's id. */
export function arnOf(name: string, region = 'us-east-1'): string {
  return regionOfKeyId(name) === undefined
    ? `arn:aws:kms:${region}:111122223333:key/${name.replace('/', '-')}`
    : name;
}

function seal(arn: string, plaintext: Uint8Array, context: EncryptionContext): Uint8Array {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(arn), iv).setAAD(aadOf(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(arn.length), Buffer.from(arn), iv, cipher.getAuthTag(), body]);
}

function unseal(
  ciphertext: Uint8Array,
  context: EncryptionContext,
): { plaintext: Uint8Array; keyId: string } {
  const start = 1 + (ciphertext[0] ?? 0);
  const keyId = Buffer.from(ciphertext.subarray(1, start)).toString();
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), ciphertext.subarray(start, start + 12))
      .setAAD(aadOf(context))
      .setAuthTag(ciphertext.subarray(start + 12, start + 28));
    const plaintext = Buffer.concat([decipher.update(ciphertext.subarray(start + 28)), decipher.final()]);
    return { plaintext: Uint8Array.from(plaintext), keyId };
  } catch (cause) {
    throw new KmscryptError('CIPHERTEXT_REFUSED', 'InvalidCiphertextException', { cause });
  }
}

function keyOf(arn: string): Buffer {
  return createHash('sha256').update(arn).digest();
}

function aadOf(context: EncryptionContext): Buffer {
  const names = Object.keys(context).toSorted((one, other) => (one < other ? -1 : 1));
  return Buffer.from(JSON.stringify(names.map((name) => [name, context[name]])));
}
