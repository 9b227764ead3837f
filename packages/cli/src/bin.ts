import { join } from 'node:path';
import { enableCompileCache } from 'node:module';

/** Runs the process's own command line under a name, and ends the process with its status. */
export function run(program: string): void {
  const { env } = process;
  const cache = env['XDG_CACHE_HOME'] || (env['HOME'] && join(env['HOME'], '.cache'));
  if (cache) enableCompileCache?.(join(cache, 'kmscrypt'));
  void import('./main.ts')
    .then(({ main }) => main(program, process.argv.slice(2), { env, cwd: process.cwd() }))
    .then((status) => {
      process.exit(status);
    });
}
