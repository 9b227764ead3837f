import { linkSync, renameSync, rmSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { writeStderr } from '../io/streams.ts';
import { type FifoPlace, inodeOf } from './fifo-place.ts';
import { type FifoStock, fifoStock } from './fifo-stock.ts';
import type { FifoTools } from './fifo-tools.ts';
import { type FifoWaiter, waitForReader } from './fifo-waiter.ts';
import type { Company } from './run-child.ts';

/** FIFOs that are ready to take the place, so that readers may come one right after another. */
const READY = 4;
/** How long no reader has come before used ones are replaced, in milliseconds: that takes a moment in which we are deaf. */
const QUIET = 10;

/** A FIFO with someone who waits for its reader. */
interface Armed {
  readonly path: string;
  readonly waiter: FifoWaiter;
}

/**
 * Lets a content be read from a FIFO, by every reader that opens it: once one has, another FIFO takes its place, and only
 * then is the content written into the old one. So no reader gets it twice, or another's rest.
 */
export function serveFifo(place: FifoPlace, content: Uint8Array, tools: FifoTools): Company {
  let stock: FifoStock | undefined;
  const ready: Armed[] = [];
  const waiters = new Set<FifoWaiter>();
  let current: number | undefined;
  let isStopped = false;
  let later: NodeJS.Timeout | undefined;

  /** Once someone else has put another file there, or none, it is no longer ours. */
  const isOurs = (): boolean => !isStopped && current !== undefined && inodeOf(place.path) === current;

  const arm = async (): Promise<void> => {
    stock ??= fifoStock(place, tools);
    const path = await stock.take();
    if (isStopped) return;
    const waiter = waitForReader(path, tools.cat);
    waiters.add(waiter);
    void waiter.ended.then(() => waiters.delete(waiter));
    await waiter.started;
    ready.push({ path, waiter });
  };

  const put = ({ path, waiter }: Armed): void => {
    // By a second name: the waiter has to find the first one, and may not have opened it yet.
    linkSync(path, `${path}.place`);
    renameSync(`${path}.place`, place.path);
    current = inodeOf(place.path);
    void waiter.hasReader.then((hasReader) => replace({ path, waiter }, hasReader)).catch(warn);
  };

  const replace = async ({ path, waiter }: Armed, hasReader: boolean): Promise<void> => {
    if (!isOurs()) return waiter.kill();
    if (ready.length === 0) await arm();
    const next = ready.shift();
    if (next !== undefined && !isStopped) put(next);
    if (hasReader) waiter.give(content);
    rmSync(path, { force: true });
    clearTimeout(later);
    later = setTimeout(() => void refill().catch(warn), QUIET);
  };

  const refill = async (): Promise<void> => {
    const missing = Array.from({ length: READY - ready.length }, arm);
    await Promise.all(missing);
  };

  const warn = (error: unknown): void => {
    if (isStopped) return;
    // The command runs on, and so does what has been given.
    const reason = error instanceof CliError ? error.message : systemCode(error);
    writeStderr([`kmscrypt: warning: ${place.name}: it can be read no longer: ${reason}`]);
  };

  return {
    start: async () => {
      await arm();
      const first = ready.shift();
      if (first !== undefined) put(first);
      void refill().catch(warn);
    },
    stop: async () => {
      const leavesNone = place.owner === undefined && isOurs();
      isStopped = true;
      clearTimeout(later);
      if (leavesNone) rmSync(place.path, { force: true });
      for (const waiter of waiters) waiter.kill();
      await Promise.all(Array.from(waiters, ({ ended }) => ended));
      await stock?.remove();
    },
  };
}
