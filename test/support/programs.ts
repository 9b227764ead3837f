import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One of the two forms that the command line ships in; every test of the CLI runs with both. */
export interface Program {
  readonly name: 'node' | 'executable';
  /** The argv that starts it, without arguments. */
  readonly command: readonly [string, ...string[]];
  /** The same under its second name; the executable's is a link that the caller makes. */
  readonly file: string;
}

/** The CLI's package; another built copy of it can be tested by KMSCRYPT_TEST_CLI=FOLDER. */
export const CLI = process.env['KMSCRYPT_TEST_CLI'] || join(import.meta.dirname, '..', '..', 'packages', 'cli');
export const NODE: string = process.execPath;

const BIN = join(CLI, 'bin', 'kmscrypt.js');
const EXECUTABLE = join(CLI, 'dist', 'standalone', 'kmscrypt');

buildMissing();

export const PROGRAMS: readonly [Program, Program] = [
  { name: 'node', command: [NODE, BIN], file: BIN },
  { name: 'executable', command: [EXECUTABLE], file: EXECUTABLE },
];

/** Multiplies counts of random tests in `npm run soak`. */
export function times(count: number, soak: number): number {
  return process.env['KMSCRYPT_SOAK'] ? soak : count;
}

function buildMissing(): void {
  if (!existsSync(join(CLI, 'dist', 'bin.js'))) throw new Error(`${CLI}/dist is missing: npm run build`);
  if (existsSync(EXECUTABLE)) return;
  execFileSync(NODE, [join(CLI, 'build', 'standalone.ts')], { stdio: ['ignore', 'ignore', 'inherit'] });
}
