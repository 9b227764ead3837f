import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { temporaryBeside } from '../io/stage-file.ts';
import { writeStderr } from '../io/streams.ts';
import { type FifoPlace, inodeOf, makeFifo } from './fifo-place.ts';
import type { FifoTools } from './fifo-tools.ts';
import type { Company } from './run-child.ts';

/**
 * Waits for a reader, says so, and then passes on what it is given. A process of its own, as to open a FIFO for writing
 * blocks until there is a reader, and would block a thread of ours.
 */
const WAITER = 'exec 3>&1 >"$1" && echo >&3 && exec 3>&- "$2"';
/** Before a waiter that was killed is replaced, in milliseconds. */
const PAUSE = 100;

/**
 * Lets a content be read from a FIFO, by every reader that opens it: once one has, a new FIFO takes its place, and only then
 * is the content written into the old one. So no reader gets it twice, or another's rest.
 */
export function serveFifo(place: FifoPlace, content: Uint8Array, tools: FifoTools): Company {
  const spare = temporaryBeside(place.path);
  const waiters = new Set<ChildProcess>();
  let current: number | undefined;
  let isStopped = false;

  /** Once someone else has put another file there, or none, it is no longer ours. */
  const isOurs = (): boolean => current !== undefined && inodeOf(place.path) === current;

  const wait = (): ChildProcess => {
    const waiter = spawn('/bin/sh', ['-c', WAITER, 'sh', place.path, tools.cat], {
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
      // Out of reach of the terminal's signals, which are for the command.
      detached: true,
    });
    let hasReader = false;
    waiters.add(waiter);
    // A reader that goes before the end is no failure.
    waiter.stdin.on('error', () => {});
    waiter.stdout.once('data', () => {
      hasReader = true;
      if (isOurs()) give(waiter);
      else waiter.kill('SIGKILL');
    });
    waiter.once('exit', () => {
      waiters.delete(waiter);
      if (!hasReader) setTimeout(waitAgain, PAUSE);
    });
    return waiter;
  };

  const waitAgain = (): void => {
    if (!isStopped && isOurs()) wait().on('error', () => {});
  };

  const give = (waiter: ChildProcess): void => {
    try {
      renameSync(spare, place.path);
      current = inodeOf(place.path);
      waiter.stdin?.end(content);
      makeFifo(spare, place, tools);
      waitAgain();
    } catch (error) {
      // The command runs on, and so does what has been given.
      const reason = error instanceof CliError ? error.message : systemCode(error);
      writeStderr([`kmscrypt: warning: ${place.name}: it can be read no longer: ${reason}`]);
    }
  };

  return {
    start: async () => {
      if (place.owner === undefined) makeFifo(place.path, place, tools);
      current = inodeOf(place.path);
      makeFifo(spare, place, tools);
      const waiter = wait();
      try {
        await once(waiter, 'spawn');
      } catch (cause) {
        throw new CliError('PROGRAM_FAILED', `/bin/sh cannot be run: ${systemCode(cause)}`, { cause });
      }
    },
    stop: () => {
      isStopped = true;
      for (const waiter of waiters) waiter.kill('SIGKILL');
      rmSync(spare, { force: true });
      if (place.owner === undefined && isOurs()) rmSync(place.path, { force: true });
    },
  };
}
