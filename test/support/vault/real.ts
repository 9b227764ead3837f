import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { callVault, type Vault } from './vault.ts';

const SOURCE = join(import.meta.dirname, 'server');
const BUILT = join(import.meta.dirname, '..', '..', '..', '.cache', 'vault');
const SERVER = join(BUILT, 'vault');
/** In milliseconds: from nothing, with some 900 modules to load and compile, it takes 5 to 10 minutes on two cores. */
const PATIENCE = 1_800_000;

/**
 * Finds HashiCorp's Vault as the folder `server` makes it. It is built once, with Go, where that is asked for
 * (KMSCRYPT_TEST_VAULT=build): that takes minutes and some 4 GB of Go's caches.
 *
 * @returns why it cannot be had, where it cannot
 */
export async function findVault(): Promise<{ readonly command: string } | { readonly reason: string }> {
  if (existsSync(SERVER)) return { command: SERVER };
  if (process.env['KMSCRYPT_TEST_VAULT'] !== 'build') {
    return { reason: 'not built; KMSCRYPT_TEST_VAULT=build does it' };
  }
  process.stderr.write('HashiCorp Vault is being built into .cache/vault (once; minutes)\n');
  cpSync(SOURCE, BUILT, { recursive: true });
  try {
    const args = ['build', '-mod=mod', '-ldflags=-s -w', '-o', SERVER, '.'];
    await promisify(execFile)('go', args, { cwd: BUILT, timeout: PATIENCE });
    return { command: SERVER };
  } catch (error) {
    rmSync(BUILT, { recursive: true, force: true });
    const lines = String(error instanceof Error ? error.message : error).trim();
    return { reason: `it cannot be built with Go: ${lines.split('\n').at(-1)}` };
  }
}

/** Starts it, everything in memory; `command` is what {@link findVault} has found. */
export async function startVault(command: string): Promise<Vault> {
  const child = spawn(command, { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(() => ['{}']),
  ])) as [string];
  const { address, token: rootToken, key } = JSON.parse(line) as Partial<Record<string, string>>;
  if (address === undefined || rootToken === undefined) throw new Error('Vault did not start');
  return {
    address,
    rootToken,
    unseal: async () => {
      await callVault({ address, rootToken }, 'sys/unseal', { key });
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
