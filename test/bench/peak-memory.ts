import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Command } from './command.ts';
import type { Stage } from './stage.ts';

/** More than what a pipe and both its ends hold, so that the writer cannot be done while as much is unread. */
const UNREAD = 1_000_000;

/**
 * The most memory that a process had resident, in bytes; undefined where the system does not say (it takes Linux). It is
 * read while the process waits for its last output to be taken: all work is done then, and it cannot have ended.
 *
 * @param outputBytes how much it will print.
 */
export async function peakMemory(
  stage: Stage,
  { argv, env }: Command,
  outputBytes: number,
): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const [file = '', ...args] = argv;
  const child = spawn(file, args, {
    cwd: stage.folder,
    env: { ...stage.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let unread = outputBytes;
  let peak: number | undefined;
  for await (const chunk of child.stdout) {
    unread -= (chunk as Buffer).length;
    if (peak === undefined && unread < UNREAD) peak = highWaterMark(child.pid);
  }
  if (unread !== 0)
    throw new Error(`${argv.join(' ')} printed ${outputBytes - unread} bytes, not ${outputBytes}`);
  return peak;
}

/** VmHWM of proc_pid_status(5), which is in KiB. */
function highWaterMark(pid: number | undefined): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}
