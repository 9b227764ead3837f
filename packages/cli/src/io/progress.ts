import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const STDERR = 2;
/** Runs shorter than this, in milliseconds, show nothing. */
const PATIENCE = 500;
const INTERVAL = 100;

/** A bar on stderr that tells how far a run is. */
export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Takes the line away, so that errors start on a clean one. */
  readonly end: () => void;
}

/**
 * Makes the bar; it shows only on a terminal, and only when the run takes a while.
 *
 * @param write takes what goes to the terminal; null where there is none.
 * @param now milliseconds of a clock that never goes back.
 */
export function createProgress(
  doing: string,
  write: ((text: string) => void) | null = terminal(),
  now: () => number = () => performance.now(),
): Progress {
  let next = now() + PATIENCE;
  let shown = false;
  return {
    update: (done, total) => {
      if (write === null || now() < next) return;
      next = now() + INTERVAL;
      shown = true;
      write(`\rkmscrypt: ${doing} ${bar(done / total)} ${done} of ${total}\u001B[K`);
    },
    end: () => {
      if (shown) write?.('\r\u001B[K');
      shown = false;
    },
  };
}

const WIDTH = 20;

function bar(share: number): string {
  const full = Math.round(share * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}

function terminal(): ((text: string) => void) | null {
  if (!isatty(STDERR)) return null;
  return (text) => {
    try {
      writeSync(STDERR, text);
    } catch {
      // A terminal that is busy or gone: a run does not fail for want of an audience.
    }
  };
}
