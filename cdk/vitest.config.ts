import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { DEFAULTS } from '../test/support/vitest-defaults.ts';

const IS_SOAK = Boolean(process.env['KMSCRYPT_SOAK']);
/** What a test file says whose counts are other ones in the soak. */
const COUNTS = /KMSCRYPT_SOAK|\bRUNS\b/;

/** In the soak only tests that do more there: it follows a run of all of them. */
function included(): string[] {
  const pattern = 'test/**/*.test.ts';
  if (!IS_SOAK) return [pattern];
  const files = globSync(pattern, { cwd: import.meta.dirname });
  return files.filter((file) => COUNTS.test(readFileSync(join(import.meta.dirname, file), 'utf8')));
}

export default defineConfig({
  test: {
    include: included(),
    globalSetup: 'test/support/global-setup.ts',
    ...DEFAULTS,
  },
});
