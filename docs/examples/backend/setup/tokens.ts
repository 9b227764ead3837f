import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Makes the local key, where there is none. */
export function makeLocalKey(file: string): void {
  if (!existsSync(file)) kmscrypt(['keygen', '--output', file], { key: file });
}

/** Puts values into a config file as tokens under the local key; each goes through a pipe, not through arguments. */
export function setTokens(file: string, values: Readonly<Record<string, string>>, key: string): void {
  for (const [path, value] of Object.entries(values)) {
    kmscrypt(['set', '--key-id', 'local', '--keep-newline', file, path], { key, input: value });
  }
}

/** npm puts the command of node_modules on the PATH of its scripts. */
function kmscrypt(args: readonly string[], { key, input = '' }: { key: string; input?: string }): void {
  const env = { ...process.env, KMSCRYPT_LOCAL_KEY_FILE: key };
  execFileSync('kmscrypt', args, { env, input, stdio: ['pipe', 'ignore', 'inherit'] });
}
