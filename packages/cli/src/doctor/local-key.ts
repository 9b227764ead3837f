import { decryptValue } from '@kmscrypt/core/decrypt';
import { encryptValue } from '@kmscrypt/core/encrypt';
import { KmscryptError } from '@kmscrypt/core/error';
import type { LocalKey } from '@kmscrypt/core/local-key';
import { localKeyPath, readLocalKey } from '@kmscrypt/core/local-key-file';
import { randomBytes } from 'node:crypto';
import { CliError } from '../errors/cli-error.ts';
import type { Surroundings } from '../table/command.ts';
import { asWarning, type Check, fail, ok, skip } from './check.ts';

const NAME = 'local key';

/** The local key, undefined where it cannot be used. */
export interface CheckedLocalKey {
  readonly check: Check;
  readonly key: LocalKey | undefined;
}

/** Checks the local key, which only has to be there where it was chosen. */
export function checkLocalKey(env: Surroundings['env'], isChosen: boolean): CheckedLocalKey {
  try {
    const key = readLocalKey(env);
    const place = env['KMSCRYPT_LOCAL_KEY']
      ? 'KMSCRYPT_LOCAL_KEY'
      : env['KMSCRYPT_LOCAL_KEY_FILE'] || localKeyPath(env);
    return { check: ok(NAME, `${key.fingerprint} (${place})`), key };
  } catch (error) {
    return { check: isChosen ? fail(NAME, error) : notChosen(error), key: undefined };
  }
}

function notChosen(error: unknown): Check {
  if (!(error instanceof KmscryptError)) throw error;
  if (error.code === 'LOCAL_KEY_MISSING') return skip(NAME, 'there is none; kmscrypt keygen makes one');
  if (error.code === 'LOCAL_KEY_REFUSED') return ok(NAME, 'refused here, as KMSCRYPT_REFUSE_LOCAL says');
  return asWarning(fail(NAME, error));
}

/** Tries the local key there and back. */
export async function tryLocalKey(key: LocalKey | undefined): Promise<readonly Check[]> {
  if (key === undefined) return ['encrypt', 'decrypt'].map((name) => skip(name, 'local: it cannot be used'));
  const localKey = (): LocalKey => key;
  const plaintext = randomBytes(32);
  const token = await encryptValue(plaintext, { keyIds: ['local'], localKey });
  const back = await decryptValue(token, { localKey });
  const works = plaintext.equals(back);
  const error = new CliError('AUTHENTICATION_FAILED', 'local: what was decrypted is not what was encrypted');
  return [ok('encrypt', 'local'), works ? ok('decrypt', 'local') : fail('decrypt', error)];
}
