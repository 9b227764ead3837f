import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Stage } from '../stage.ts';

/**
 * A script of this folder compiled as the standalone executable is (packages/cli/build/standalone.ts): it starts nearly as
 * fast as a Go program, and so can stand for one that cannot be had.
 */
export function compiledScript(
  stage: Stage,
  source: string,
): (...args: readonly string[]) => readonly string[] {
  const file = join(stage.folder, basename(source, '.ts'));
  const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch;
  const { resolve } = createRequire(import.meta.url);
  const bun = join(dirname(resolve(`@oven/bun-${process.platform}-${cpu}/package.json`)), 'bin', 'bun');
  const options = [
    '--compile',
    '--minify',
    '--bytecode',
    '--format=esm',
    '--splitting',
    '--conditions=module',
  ];
  execFileSync(bun, ['build', source, ...options, '--compile-jit-policy=100', `--outfile=${file}`], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return (...args) => [file, ...args];
}
