import { spawn } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { WRITE_CURES } from '../io/replace-files.ts';
import { temporaryBeside } from '../io/stage-file.ts';
import type { FifoPlace } from './fifo-place.ts';
import type { FifoTools } from './fifo-tools.ts';

/** How many are made at a time. */
const BATCH = 16;

/** FIFOs that are to take their place beside them, in a private folder. */
export interface FifoStock {
  /**
   * A path at which there is a FIFO, another one each time.
   *
   * @throws CliError `OUTPUT_FAILED`
   */
  readonly take: () => Promise<string>;
  /** Removes all of it, once what is being made is there. */
  readonly remove: () => Promise<void>;
}

/**
 * Makes the folder of a stock.
 *
 * @throws CliError `OUTPUT_FAILED`
 */
export function fifoStock(place: FifoPlace, { mkfifo }: FifoTools): FifoStock {
  const folder = temporaryBeside(place.path);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    throw fileError('OUTPUT_FAILED', place.name, { cause, cures: WRITE_CURES });
  }
  let made = 0;
  let paths: Promise<readonly string[]> = Promise.resolve([]);
  let taken = 0;
  const make = async (): Promise<readonly string[]> => {
    const names = Array.from({ length: BATCH }, () => join(folder, String((made += 1))));
    await runMkfifo(mkfifo, names, place);
    for (const name of names) takeOverRights(name, place);
    return names;
  };
  return {
    take: async () => {
      if (taken % BATCH === 0) paths = make();
      const index = taken % BATCH;
      taken += 1;
      const path = (await paths)[index];
      if (path === undefined) throw new TypeError('a batch has as many as are taken');
      return path;
    },
    remove: async () => {
      await paths.catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runMkfifo(mkfifo: string, paths: readonly string[], { name, mode }: FifoPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(
        new CliError('OUTPUT_FAILED', `no FIFO can be made: ${reason}`, {
          source: name,
          hints: ['its file system may have none; or use --config F=ENVVAR'],
        }),
      );
    const child = spawn(mkfifo, ['-m', mode.toString(8), ...paths], {
      env: {},
      stdio: 'ignore',
      detached: true,
    });
    child.once('error', (error) => fail(systemCode(error)));
    child.once('exit', (status, signal) => {
      if (status === 0) resolve();
      else fail(`mkfifo ended with ${signal ?? status}`);
    });
  });
}

function takeOverRights(path: string, { name, mode, owner }: FifoPlace): void {
  try {
    const made = lstatSync(path);
    if (owner === undefined || (made.uid === owner.uid && made.gid === owner.gid)) return;
    chownSync(path, owner.uid, owner.gid);
    chmodSync(path, mode);
  } catch (cause) {
    throw fileError('OUTPUT_FAILED', name, { cause, cures: WRITE_CURES });
  }
}
