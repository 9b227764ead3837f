import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The package, built. */
export const CDK_PACKAGE: string = join(import.meta.dirname, '..', '..', '..', 'cdk');

export interface CliOptions {
  readonly cwd: string;
  /** The whole environment besides PATH. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `kmscrypt-cdk`; answers with all that it wrote. It takes as long as it takes: the test has a time-out. */
export async function kmscryptCdk(
  args: readonly string[],
  { cwd, env }: CliOptions,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(CDK_PACKAGE, 'bin', 'kmscrypt-cdk.js'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, output: stdout + stderr };
}
