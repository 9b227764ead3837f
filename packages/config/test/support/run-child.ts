import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';

/** What a child process left. */
export interface ChildOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  /** From its start to its end, in milliseconds. */
  readonly took: number;
}

const PATIENCE = 60_000;

/**
 * Runs a TypeScript file as a program of its own, bundled with the sources as they stand: Node 20 reads no TypeScript.
 *
 * @param flags of node.
 */
export async function runChild(file: string, flags: readonly string[] = []): Promise<ChildOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'kmscrypt-config-child-'));
  try {
    const output = {
      dir: folder,
      format: 'esm',
      entryFileNames: 'child.mjs',
      chunkFileNames: '[name].mjs',
    } as const;
    await build({ input: file, platform: 'node', logLevel: 'silent', output });
    return await runNode([...flags, join(folder, 'child.mjs')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runNode(args: readonly string[]): Promise<ChildOutcome> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  await once(child, 'close');
  return {
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    status: child.exitCode,
    took: performance.now() - start,
  };
}
