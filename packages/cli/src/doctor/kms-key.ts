import type { Kms, KmsRequest } from '@kmscrypt/core/kms';
import { randomBytes } from 'node:crypto';
import { CliError } from '../errors/cli-error.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type Check, fail, ok, skip } from './check.ts';

/** A key and how it is called. */
export interface KmsKey {
  readonly keyId: string;
  /** Where it was chosen from, in words. */
  readonly origin: string;
  readonly kms: Kms;
  readonly request: Pick<KmsRequest, 'region' | 'context'>;
}

/** Failures of what one may do with a key; all others are of the way to it. */
const OF_THE_CALL: ReadonlySet<string> = new Set(['ACCESS_DENIED', 'THROTTLED']);

/** Tries a key of KMS: a random value there and back, and a data key, as messages need it. */
export async function tryKmsKey({ keyId, origin, kms, request }: KmsKey): Promise<readonly Check[]> {
  const plaintext = randomBytes(32);
  const [encrypted, dataKey] = await Promise.all([
    attempt('encrypt', async (signal) => {
      const made = await kms.encrypt({ keyId, plaintext, ...request, signal });
      return { ...made, plaintext };
    }),
    attempt('data key', (signal) => kms.generateDataKey({ keyId, ...request, signal })),
  ]);
  const unreachable = failuresOf(encrypted, dataKey).find(({ error }) => !OF_THE_CALL.has(error?.code ?? ''));
  if (unreachable) return [{ ...unreachable, name: 'key' }, ...skipCalls(keyId, 'the key comes first')];

  const made = valueOf(encrypted) ?? valueOf(dataKey);
  const arn = made === undefined || made.keyId === keyId ? '' : `: ${made.keyId}`;
  return [
    ok('key', `${keyId} (${origin})${arn}`),
    'failed' in encrypted ? encrypted.failed : ok('encrypt', keyId),
    'failed' in dataKey ? dataKey.failed : ok('data key', keyId),
    made === undefined
      ? skip('decrypt', `${keyId}: there is nothing to decrypt`)
      : await tryDecrypt({ keyId, kms, request }, made),
  ];
}

/** The checks of a key that cannot be tried. */
export function skipKmsKey(keyId: string, why: string): readonly Check[] {
  return [skip('key', `${keyId}: ${why}`), ...skipCalls(keyId, why)];
}

function skipCalls(keyId: string, why: string): readonly Check[] {
  return ['encrypt', 'data key', 'decrypt'].map((name) => skip(name, `${keyId}: ${why}`));
}

async function tryDecrypt(
  { keyId, kms, request }: Omit<KmsKey, 'origin'>,
  { ciphertext, plaintext }: { readonly ciphertext: Uint8Array; readonly plaintext: Uint8Array },
): Promise<Check> {
  const opened = await attempt('decrypt', (signal) => kms.decrypt({ ciphertext, ...request, signal }));
  if ('failed' in opened) return opened.failed;
  if (Buffer.compare(opened.value.plaintext, plaintext) === 0) return ok('decrypt', keyId);
  return fail(
    'decrypt',
    new CliError('KMS_FAILED', `${keyId}: what was decrypted is not what was encrypted`),
  );
}

function valueOf<Value>(tried: Attempt<Value>): Value | undefined {
  return 'value' in tried ? tried.value : undefined;
}

function failuresOf(...tried: readonly Attempt<unknown>[]): readonly Check[] {
  return tried.flatMap((each) => ('failed' in each ? [each.failed] : []));
}
