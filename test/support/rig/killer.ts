import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runText } from './run-text.ts';

/** A run of a command that may have been killed. */
export interface KilledRun {
  /** The calls that changed the file system, `NUMBER NAME PATH` each; the last one of a killed run was not made. */
  readonly calls: readonly string[];
  readonly isKilled: boolean;
  /** Null where it was killed. */
  readonly status: number | null;
  readonly stderr: string;
}

export interface KillOptions {
  /** The compiled program; see `findRig`. */
  readonly killer: string;
  readonly command: readonly string[];
  /** The call before which everything is killed, from 1; 0: nothing is. */
  readonly at: number;
  /** For the list of calls. */
  readonly folder: string;
}

/** Runs a command and kills it, and all that came of it, before one of its calls that change the file system. */
export async function killAtWrite({ killer, command, at, folder }: KillOptions): Promise<KilledRun> {
  const file = join(folder, `calls-${at}`);
  const { stderr, status: own } = await runText([killer, String(at), file, ...command]);
  if (own !== 0) throw new Error(`kill-at-write: status ${own}: ${stderr}`);
  // Paths of descriptors are those that the machine has.
  const text = readFileSync(file, 'utf8').replaceAll(/ \S*\/kmscrypt-rig-\w+\/root\//g, ' /');
  const calls = text.trimEnd().split('\n');
  const end = calls.pop() ?? '';
  const status = /^status (\d+)$/.exec(end)?.[1];
  return {
    calls,
    isKilled: end === 'killed',
    status: status === undefined ? null : Number(status),
    stderr,
  };
}
