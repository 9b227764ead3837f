import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Waits for a reader, says so, and then passes on what it is given. A process of its own: to open a FIFO for writing blocks
 * until there is a reader, and would block a thread of ours.
 */
const SCRIPT = 'exec 3>&1 >"$1" && echo >&3 && exec 3>&- "$2"';

/** Someone who waits for a reader of a FIFO. */
export interface FifoWaiter {
  /** Resolves once there is a reader, with true; with false where it has ended without one. */
  readonly hasReader: Promise<boolean>;
  /** Gives the reader a content, and the end of it. */
  readonly give: (content: Uint8Array) => void;
  readonly kill: () => void;
  /** Resolves with the process's end. */
  readonly ended: Promise<void>;
}

/**
 * Starts to wait.
 *
 * @param cat the program of that name.
 * @throws the system's error where /bin/sh cannot be run
 */
export function waitForReader(fifo: string, cat: string): Promise<FifoWaiter> {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', fifo, cat], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    // Out of reach of the terminal's signals, which are for the command.
    detached: true,
  });
  // A reader that goes before the end is no failure.
  child.stdin.on('error', () => {});
  const waiter: FifoWaiter = {
    hasReader: readerOf(child),
    give: (content) => {
      child.stdin.end(content);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    ended: new Promise((resolve) => {
      child.once('exit', () => resolve());
    }),
  };
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.once('spawn', () => resolve(waiter));
  });
}

function readerOf(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.stdout?.once('data', () => resolve(true));
    child.once('exit', () => resolve(false));
  });
}
