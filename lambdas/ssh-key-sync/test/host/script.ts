import { spawnSync } from 'node:child_process';
import { hostScript } from '../../build/script.ts';

/** The host script. */
export const SOURCE: string = hostScript();

/** A shell and its options. */
export type Shell = readonly [string, ...string[]];

const STOCK: readonly Shell[] = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']];

/** Shells that are on this machine, of those the script is for. */
export const SHELLS: readonly { readonly name: string; readonly shell: Shell }[] = STOCK.filter(
  ([program, ...options]) => spawnSync(program, [...options, '-c', ':']).status === 0,
).map((shell) => ({ name: shell.join(' '), shell }));

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script with arguments. */
export function run(shell: Shell, args: readonly string[]): Ran {
  const [program, ...options] = shell;
  return spawnSync(program, [...options, '-s', '--', ...args], { input: SOURCE, encoding: 'utf8' });
}

/**
 * Runs commands with the functions of the script, but none of its own commands. Its files are below `root`: no root user is
 * needed, and nothing of this machine is read or written.
 */
export function withFunctions(root: string, commands: string): Ran {
  const functions = SOURCE.slice(0, SOURCE.indexOf('\ncommand=${1:-help}'));
  const within = functions.replaceAll(
    /(?<=[\s='"])\/(?=(?:etc|var|run|usr\/local\/sbin\/\$ME)\b)/gu,
    `${root}/`,
  );
  return spawnSync('sh', [], { input: `${within}\n${commands}\n`, encoding: 'utf8' });
}
