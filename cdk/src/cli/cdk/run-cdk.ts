import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

export interface CdkCall {
  readonly args: readonly string[];
  /** The folder it runs in: that of cdk.json. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Begins every line of its output, as others run beside it; it can ask nothing then. Default: it has our terminal, and its
   * output is as it is.
   */
  readonly label?: string | undefined;
  /** Lines of its output that are left out; it can ask nothing then. Default: none. */
  readonly leftOut?: RegExp | undefined;
  /** Whether its last line on stderr is left out where it repeats the one before. Default no. */
  readonly isErrorTwice?: boolean | undefined;
}

/** How it ended. */
export interface CdkEnd {
  /** 0 to 255. */
  readonly status: number;
  /** Whether a signal told it, or us, to end. */
  readonly isInterrupted: boolean;
}

export type CdkRun = (call: CdkCall) => Promise<CdkEnd>;

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program of Node, such as `cdk`, as a child; signals that we are sent meanwhile are passed on to it. */
export async function runProgram(program: string, call: CdkCall): Promise<CdkEnd> {
  const { args, cwd, env, label, leftOut, isErrorTwice = false } = call;
  const isRead = label !== undefined || leftOut !== undefined;
  let isInterrupted = false;
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...env },
    stdio: isRead ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', isErrorTwice ? 'pipe' : 'inherit'],
  });
  const passOn = (signal: NodeJS.Signals): void => {
    isInterrupted = true;
    child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    const [{ status, signal }] = await Promise.all([
      endOf(child),
      copyLines(child.stdout, process.stdout, { ...call, isErrorTwice: false }),
      copyLines(child.stderr, process.stderr, call),
    ]);
    if (signal === null) return { status: status ?? 1, isInterrupted };
    return { status: 128 + constants.signals[signal], isInterrupted: true };
  } finally {
    for (const signal of PASSED_ON) process.off(signal, passOn);
  }
}

/** The file of the program `cdk` that this package depends on. */
export function cdkProgram(): string {
  const require = createRequire(import.meta.url);
  const file = require.resolve('aws-cdk/package.json');
  const { bin }: { readonly bin: { readonly cdk: string } } = JSON.parse(readFileSync(file, 'utf8'));
  return join(dirname(file), bin.cdk);
}

interface End {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
}

async function copyLines(
  from: Readable | null,
  to: Writable,
  { label, leftOut, isErrorTwice = false }: CdkCall,
): Promise<void> {
  if (from === null) return;
  const before = label === undefined ? '' : `${label} | `;
  let last: string | undefined;
  let repeated: string | undefined;
  for await (const line of createInterface({ input: from })) {
    if (leftOut?.test(line) === true) continue;
    if (repeated !== undefined) to.write(repeated);
    repeated = undefined;
    const text = `${before}${line}\n`;
    // The second one may be in another colour.
    const plain = stripVTControlCharacters(line);
    if (isErrorTwice && plain === last) repeated = text;
    else to.write(text);
    last = plain;
  }
}
