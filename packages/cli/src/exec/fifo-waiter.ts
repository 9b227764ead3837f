import { spawn } from 'node:child_process';

/**
 * Waits for a reader, says so, and then passes on what it is given. A process of its own: to open a FIFO for writing blocks
 * until there is a reader, and would block a thread of ours.
 */
const SCRIPT = 'exec 3>&1 >"$1" && echo >&3 && exec 3>&- "$2"';

/** Someone who waits for a reader of a FIFO. */
export interface FifoWaiter {
  /** Resolves once it runs; rejects with the system's error where /bin/sh cannot be run. */
  readonly started: Promise<void>;
  /** Resolves once there is a reader, with true; with false where it has ended without one. */
  readonly hasReader: Promise<boolean>;
  /** Gives the reader a content, and the end of it. */
  readonly give: (content: Uint8Array) => void;
  readonly kill: () => void;
  readonly ended: Promise<void>;
}

/**
 * Starts to wait.
 *
 * @param cat the program of that name.
 */
export function waitForReader(fifo: string, cat: string): FifoWaiter {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', fifo, cat], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    // Out of reach of the terminal's signals, which are for the command.
    detached: true,
  });
  // A reader that goes before the end is no failure.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    started: new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.on('error', reject);
    }),
    hasReader: new Promise((resolve) => {
      child.stdout.once('data', () => resolve(true));
      void ended.then(() => resolve(false));
    }),
    give: (content) => {
      child.stdin.end(content);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    ended,
  };
}
