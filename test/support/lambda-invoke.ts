import type { SQSEvent } from 'aws-lambda';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Answer } from './event-source-mapping.ts';
import { NODE } from './programs.ts';

const BIN = join(import.meta.dirname, '..', '..', 'packages', 'lambda', 'bin', 'kmscrypt-lambda.js');
/** In milliseconds. */
const PATIENCE = 120_000;

/** What a run of a Lambda left. */
export interface Invocation {
  /** What it answered; undefined where it failed, or was ended. */
  readonly answer: Answer;
  /** Null where a signal ended it. */
  readonly status: number | null;
  /** Its log, structured; what Lambda would send to CloudWatch Logs. */
  readonly log: readonly LogLine[];
  /** All that it wrote to stderr. */
  readonly stderr: string;
  /** In milliseconds, from start to end of the process. */
  readonly duration: number;
}

export type LogLine = Readonly<Record<string, unknown>>;

export interface InvokeOptions {
  /** Of a Lambda that has several; default `index`. */
  readonly handler?: string | undefined;
  /** The whole environment besides PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Called when the process has started, with what kills it and all that it has started, as a machine that is gone. */
  readonly onSpawn?: (kill: () => void) => void;
}

/** Runs the built bundle of a Lambda with `kmscrypt-lambda invoke`, in a process of its own. */
export async function invokeLambda(
  name: string,
  event: SQSEvent,
  { handler = 'index', ...options }: InvokeOptions,
): Promise<Invocation> {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  const file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  const began = performance.now();
  const child = spawn(NODE, [BIN, 'invoke', name, '--event', file, '--handler', handler], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be killed.
    detached: true,
  });
  const kill = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(kill, PATIENCE);
  options.onSpawn?.(kill);
  try {
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const { exitCode: status } = child;
    const answer =
      status === 0
        ? { response: JSON.parse(stdout || 'null') as NonNullable<Answer>['response'] }
        : undefined;
    return { answer, status, log: linesOf(stderr), stderr, duration: performance.now() - began };
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf(stderr: string): LogLine[] {
  return stderr.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line) as LogLine] : [];
    } catch {
      return [];
    }
  });
}
