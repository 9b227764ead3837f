import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Program, PROGRAMS } from './programs.ts';

/** What a process left. */
export interface Outcome {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Null where a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunOptions {
  /** The whole environment besides PATH; nothing of this process's own is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What stands on stdin; default: nothing. */
  readonly input?: string | Uint8Array;
  /** Called when the process has started. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

const PATIENCE = 60_000;

/** Runs the program with arguments. */
export function run(program: Program, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return runCommand([...program.command, ...args], options);
}

/** Runs any command; bytes in, bytes out. */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  { env = {}, cwd, input = '', onSpawn }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], ...env },
    ...(cwd === undefined ? {} : { cwd }),
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A program that does not read its input is no failure of the test.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  onSpawn?.(child);
  await once(child, 'close');
  return {
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr).toString('utf8'),
    status: child.exitCode,
    signal: child.signalCode,
  };
}

/** Runs a bash script in which `kmscrypt` is the program; `$0` and on are `args`. */
export function runBash(
  program: Program,
  script: string,
  options: RunOptions & { readonly args?: readonly string[] } = {},
): Promise<Outcome> {
  const quoted = program.command.map((part) => `'${part}'`).join(' ');
  const prelude = `kmscrypt() { ${quoted} "$@"; }\n`;
  return runCommand(['bash', '--norc', '-c', prelude + script, 'bash', ...(options.args ?? [])], options);
}

/** The codes that stderr names, in their order. */
export function codesOf(stderr: string): string[] {
  return [...stderr.matchAll(/^kmscrypt: error: .* \[([A-Z_]+)\]$/gm)].map(([, code]) => code ?? '');
}

/** The hints on stderr. */
export function hintsOf(stderr: string): string[] {
  return [...stderr.matchAll(/^kmscrypt: hint: (.+)$/gm)].map(([, hint]) => hint ?? '');
}

/** One token with the local key. */
export async function localToken(key: string, plaintext: string | Uint8Array): Promise<string> {
  const { stdout, stderr, status } = await run(
    PROGRAMS[1],
    ['encrypt', '--key-id', 'local', '--keep-newline'],
    {
      env: { KMSCRYPT_LOCAL_KEY: key },
      input: plaintext,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.toString('utf8').trimEnd();
}

/** One token a line, with the local key, all under one data key. */
export async function localTokens(key: string, plaintexts: readonly string[]): Promise<string[]> {
  const { stdout, stderr, status } = await run(PROGRAMS[1], ['encrypt', '--key-id', 'local', '--lines'], {
    env: { KMSCRYPT_LOCAL_KEY: key },
    input: plaintexts.map((plaintext) => `${plaintext}\n`).join(''),
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.toString('utf8').trimEnd().split('\n');
}
