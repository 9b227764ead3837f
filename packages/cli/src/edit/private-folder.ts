import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';

/** Linux' tmpfs (statfs(2)). */
const TMPFS = 0x01021994;
const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder that nobody else may look into. */
export interface PrivateFolder {
  readonly path: string;
  /** Has `take` hear of signals while `work` runs; else they wipe the folder and end the process. */
  readonly hearing: <Result>(
    take: (signal: NodeJS.Signals) => void,
    work: () => Promise<Result>,
  ) => Promise<Result>;
}

/**
 * Works with a private folder, in memory where there is a file system for that. It is wiped on every way out, signals too:
 * files overwritten, then removed, those that an editor left beside ours as well.
 *
 * @throws CliError `OUTPUT_FAILED` where none can be made
 */
export async function withPrivateFolder<Result>(
  env: Readonly<Record<string, string | undefined>>,
  work: (folder: PrivateFolder) => Promise<Result>,
): Promise<Result> {
  const path = makeFolder(env);
  const endWith = (signal: NodeJS.Signals): void => {
    wipe(path);
    for (const each of SIGNALS) process.off(each, onSignal);
    process.kill(process.pid, signal);
  };
  let take = endWith;
  const onSignal = (signal: NodeJS.Signals): void => take(signal);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work({
      path,
      hearing: async (heard, inner) => {
        take = heard;
        return inner().finally(() => {
          take = endWith;
        });
      },
    });
  } finally {
    wipe(path);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

/** 0700, by mkdtemp(3). */
function makeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const inMemory = [env['XDG_RUNTIME_DIR'], '/dev/shm'].find((path) => path && isWritableTmpfs(path));
  const parent = inMemory ?? tmpdir();
  try {
    return mkdtempSync(join(parent, 'kmscrypt-'));
  } catch (cause) {
    throw new CliError('OUTPUT_FAILED', `no private folder can be made: ${systemCode(cause)}`, {
      cause,
      source: parent,
      hints: ['TMPDIR names another folder'],
    });
  }
}

function isWritableTmpfs(path: string): boolean {
  try {
    if (statfsSync(path).type !== TMPFS) return false;
    rmSync(mkdtempSync(join(path, 'kmscrypt-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

function wipe(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) overwrite(join(entry.parentPath, entry.name));
    }
  } catch {
    // Gone already, or about to be.
  }
  rmSync(folder, { recursive: true, force: true });
}

/** On a disk this is no promise (a journal or a flash drive may keep copies), but it costs nothing. */
function overwrite(path: string): void {
  try {
    const zeros = new Uint8Array(statSync(path).size);
    const descriptor = openSync(path, 'r+');
    try {
      writeSync(descriptor, zeros);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Removed all the same.
  }
}
