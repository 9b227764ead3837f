import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../errors/system-code.ts';
import { restoreDefaultSignals } from './default-signals.ts';
import { forwardSignals } from './forwarded-signals.ts';
import type { Variables } from './original-environment.ts';
import type { Program } from './program.ts';
import { programNotExecutable } from './runnable.ts';

/** How long our own death by a signal may take, in milliseconds. */
const DEATH = 1_000;

/** What a child needs that has to be there while it runs. */
export interface Company {
  /** Makes it ready; may fail. */
  readonly start: () => Promise<void>;
  /** Takes it away; once, however the child ends. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs a program as a child with our descriptors, passes signals on, and ends as it ends: by the same signal, or with its
 * status as the answer.
 *
 * @throws CliError `PROGRAM_NOT_EXECUTABLE`, and what `company` throws
 */
export async function runChild(program: Program, variables: Variables, company?: Company): Promise<number> {
  let child: ChildProcess | undefined;
  const early: NodeJS.Signals[] = [];
  const stop = forwardSignals((signal) => {
    if (child === undefined) early.push(signal);
    else child.kill(signal);
  });
  let end: End;
  try {
    await company?.start();
    child = start(program, variables);
    const ended = endOf(child, program);
    for (const signal of early) child.kill(signal);
    end = await ended;
  } finally {
    await company?.stop();
    stop();
  }
  return end.signal === null ? end.status : dieBy(end.signal);
}

interface End {
  readonly status: number;
  readonly signal: NodeJS.Signals | null;
}

function start({ file, argv: [name, ...args] }: Program, variables: Variables): ChildProcess {
  return spawn(file, args, {
    argv0: name,
    env: Object.fromEntries(variables),
    stdio: 'inherit',
  });
}

function endOf(child: ChildProcess, { file, argv: [name = file] }: Program): Promise<End> {
  return new Promise((resolve, reject) => {
    let isRunning = false;
    child.once('spawn', () => {
      isRunning = true;
    });
    child.on('error', (error) => {
      // Else it is a signal that we may not send, as to a program of another user.
      if (!isRunning) reject(programNotExecutable(name, systemCode(error)));
    });
    child.once('exit', (status, signal) => resolve({ status: status ?? 1, signal }));
  });
}

/** Ends as the child has: whoever waits for us is told the signal. */
async function dieBy(signal: NodeJS.Signals): Promise<number> {
  restoreDefaultSignals();
  process.kill(process.pid, signal);
  await delay(DEATH);
  // A signal that does not end us, as where it is ignored: what a shell would say.
  return 128 + constants.signals[signal];
}
