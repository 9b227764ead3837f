import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { DEFAULTS } from './support/vitest-defaults.ts';

const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
/** What a test file says whose counts are other ones in the soak. */
const COUNTS = /\btimes\(|KMSCRYPT_SOAK|\bRUNS\b|\bsoakPoints\b/;

/** In the soak only tests that do more there: it follows a run of all of them. */
function included(): string[] {
  const pattern = '**/*.test.ts';
  if (!IS_SOAK) return [pattern];
  const files = globSync(pattern, { cwd: import.meta.dirname, exclude: ['node_modules'] });
  return files.filter((file) => COUNTS.test(readFileSync(join(import.meta.dirname, file), 'utf8')));
}

export default defineConfig({
  test: {
    include: included(),
    // Most tests wait for a child or an emulator; of two cores vitest would use one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: 'support/global-setup.ts',
    ...DEFAULTS,
    // What they load is in other processes.
    isolate: true,
  },
});
