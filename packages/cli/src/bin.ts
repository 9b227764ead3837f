import { enableCompileCache } from 'node:module';
import { ensureHome } from './home.ts';
import { join } from 'node:path';

/** Runs the process's own command line under a name, and ends the process with its status. */
export function run(program: string): void {
  const { env } = process;
  const cache = env['XDG_CACHE_HOME'] || (env['HOME'] && join(env['HOME'], '.cache'));
  if (cache) enableCompileCache?.(join(cache, 'kmscrypt'));
  // The SDK would warn of Node 20 on stderr; which SDK is bundled, and that it runs there, is our business.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  ensureHome(env);
  void import('./main.ts')
    .then(({ main }) => main(program, process.argv.slice(2), env))
    .then((status) => {
      process.exit(status);
    });
}
