import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key of a person. */
export interface SshKey {
  /** The file of its private part. */
  readonly file: string;
  /** `TYPE BASE64`. */
  readonly body: string;
}

let count = 0;

/** Makes a key with ssh-keygen, in a folder of the caller's. */
export function makeKey(
  folder: string,
  type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519',
  bits?: number,
): SshKey {
  const file = join(folder, `key-${(count += 1)}`);
  const size = bits === undefined ? [] : ['-b', String(bits)];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-C', '', '-f', file]);
  return { file, body: readFileSync(`${file}.pub`, 'utf8').trim() };
}
