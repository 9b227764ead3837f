import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { LambdaError } from '../error.ts';
import type { Failure } from './failure.ts';
import type { Job, Note } from './protocol.ts';

const STDERR = 2;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where an invocation runs. */
export interface ChildPlace {
  /** What it is called in messages. */
  readonly name: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * Invokes a bundle in a process of its own, whose stdout and stderr both go to stderr. Signals end it with us.
 *
 * @returns the answer as JSON
 * @throws LambdaError `INVOCATION_FAILED` (its cause is the {@link Failure}), `INVOCATION_TIMEOUT`
 */
export async function runChild(job: Job, { name, env, cwd }: ChildPlace): Promise<string> {
  const bootstrap = new URL('bootstrap.js', import.meta.url);
  // Options of our own Node are not the Lambda's.
  const child = fork(bootstrap, {
    env: { ...env },
    cwd,
    execArgv: [],
    stdio: ['ignore', STDERR, STDERR, 'ipc'],
  });
  const dieWithUs = (signal: NodeJS.Signals): void => {
    child.kill('SIGKILL');
    for (const each of SIGNALS) process.off(each, dieWithUs);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, dieWithUs);
  try {
    // What cannot be sent is told by how the child ends.
    child.send(job, () => {});
    return await outcomeOf(child, { name, timeout: job.timeout });
  } finally {
    for (const signal of SIGNALS) process.off(signal, dieWithUs);
    child.kill('SIGKILL');
  }
}

interface Watch {
  readonly name: string;
  /** In milliseconds, of loading and of the invocation, each. */
  readonly timeout: number;
}

async function outcomeOf(child: ChildProcess, watch: Watch): Promise<string> {
  const note = await lastNote(child, watch);
  if (note?.kind === 'answer') return note.json;
  const { code, name, message, hints } = note?.failure ?? ending(child);
  const what = code === undefined ? `${name}: ${message}` : message;
  throw new LambdaError('INVOCATION_FAILED', `${watch.name}: ${what}`, { cause: note?.failure, hints });
}

/** Undefined where the child has ended without one. */
function lastNote(
  child: ChildProcess,
  { name, timeout }: Watch,
): Promise<Exclude<Note, { kind: 'loaded' }> | undefined> {
  return new Promise((resolve, reject) => {
    const startClock = (what: string): NodeJS.Timeout =>
      setTimeout(() => {
        const message = `${name}: ${what} took more than ${timeout / 1000} s and was ended, as Lambda does`;
        const hints = ['--timeout SECONDS gives it longer'];
        reject(new LambdaError('INVOCATION_TIMEOUT', message, { hints }));
      }, timeout);
    let timer = startClock('loading');
    child.on('message', (note: Note) => {
      clearTimeout(timer);
      if (note.kind === 'loaded') timer = startClock('the invocation');
      else resolve(note);
    });
    ended(child)
      .finally(() => clearTimeout(timer))
      .then(() => resolve(undefined), reject);
  });
}

/** What a child has sent may still be under way when it has ended. */
async function ended(child: ChildProcess): Promise<void> {
  await once(child, 'exit');
  if (child.connected) await once(child, 'disconnect');
}

function ending({ exitCode, signalCode }: ChildProcess): Failure {
  const how = signalCode === null ? `with status ${exitCode}` : `by ${signalCode}`;
  return { name: 'Error', message: `its process ended ${how} before it had answered`, hints: [] };
}
