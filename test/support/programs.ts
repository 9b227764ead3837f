import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One of the two forms that the command line ships in; every test of the CLI runs with both. */
export interface Program {
  readonly name: 'node' | 'executable';
  /** The argv that starts it, without arguments. */
  readonly command: readonly [string, ...string[]];
  /** The file that its name stands for: the bin, or the executable. */
  readonly file: string;
}

/** The CLI's package; another built copy of it can be tested by KMSCRYPT_TEST_CLI=FOLDER. */
export const CLI =
  process.env['KMSCRYPT_TEST_CLI'] || join(import.meta.dirname, '..', '..', 'packages', 'cli');
export const NODE: string = process.execPath;

const BIN = join(CLI, 'bin', 'kmscrypt.js');
const EXECUTABLE = join(CLI, 'dist', 'standalone', 'kmscrypt');

for (const [path, script] of [
  [join(CLI, 'dist', 'bin.js'), 'build'],
  [EXECUTABLE, 'build:standalone'],
] as const) {
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run ${script}`);
}

export const PROGRAMS: readonly [Program, Program] = [
  { name: 'node', command: [NODE, BIN], file: BIN },
  { name: 'executable', command: [EXECUTABLE], file: EXECUTABLE },
];

/** Multiplies counts of random tests in `npm run soak`. */
export function times(count: number, soak: number): number {
  return process.env['KMSCRYPT_SOAK'] ? soak : count;
}
