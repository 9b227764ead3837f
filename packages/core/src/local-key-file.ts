import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from './errno.ts';
import { KmscryptError } from './error.ts';
import { type LocalKey, parseLocalKey } from './local-key.ts';

/** The environment that a local key is looked up in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where `kmscrypt keygen` writes the local key: `$XDG_CONFIG_HOME/kmscrypt/local.key`, by default below `~/.config`. */
export function localKeyPath(env: Environment): string {
  return join(env['XDG_CONFIG_HOME'] || join(homeOf(env), '.config'), 'kmscrypt', 'local.key');
}

/** A user id without a name, as containers run with, has no home; Docker says `/` for it. */
function homeOf(env: Environment): string {
  try {
    return env['HOME'] || homedir();
  } catch {
    return '/';
  }
}

/**
 * Reads the local key: `KMSCRYPT_LOCAL_KEY` (its base64), else the file that `KMSCRYPT_LOCAL_KEY_FILE` names,
 * else {@link localKeyPath}.
 *
 * @throws KmscryptError `LOCAL_KEY_REFUSED` where `KMSCRYPT_REFUSE_LOCAL` is set to anything but `0` or nothing,
 *   `LOCAL_KEY_MISSING` where there is none, `LOCAL_KEY_INVALID` where it cannot be read as one.
 */
export function readLocalKey(env: Environment): LocalKey {
  if (refusesLocal(env)) {
    throw new KmscryptError(
      'LOCAL_KEY_REFUSED',
      'KMSCRYPT_REFUSE_LOCAL is set, so the local key is not used here',
    );
  }
  const inline = env['KMSCRYPT_LOCAL_KEY'];
  if (inline) return parseLocalKey(inline, 'KMSCRYPT_LOCAL_KEY');
  const path = env['KMSCRYPT_LOCAL_KEY_FILE'] || localKeyPath(env);
  return parseLocalKey(readText(path), path);
}

function refusesLocal(env: Environment): boolean {
  const value = env['KMSCRYPT_REFUSE_LOCAL'];
  return value !== undefined && value !== '' && value !== '0';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = errnoOf(cause);
    const missing = reason === 'ENOENT';
    throw new KmscryptError(
      missing ? 'LOCAL_KEY_MISSING' : 'LOCAL_KEY_INVALID',
      missing ? `there is no local key at ${path}` : `the local key at ${path} cannot be read: ${reason}`,
      { cause },
    );
  }
}
