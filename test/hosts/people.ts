import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { UserLines } from '../support/rig/manifest.ts';
import { makeKey, type SshKey } from '../support/rig/ssh-key.ts';

/** A folder for keys of a whole test file, gone when it is done. */
export function keyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-keys-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A key for each name. */
export function keysOf<const Name extends string>(
  folder: string,
  names: readonly Name[],
): Readonly<Record<Name, SshKey>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each name
  return Object.fromEntries(names.map((name) => [name, makeKey(folder)])) as Record<Name, SshKey>;
}

/** The lines of a user in a manifest. */
export function person(
  login: string,
  uid: number,
  keys: SshKey | readonly SshKey[],
  right?: 'login' | 'sudo' | 'keep',
): UserLines {
  const all = 'body' in keys ? [keys] : keys;
  return { login, uid, keys: all.map(({ body }) => body), ...(right === undefined ? {} : { right }) };
}
