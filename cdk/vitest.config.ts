import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

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
    testTimeout: IS_SOAK ? 900_000 : 60_000,
    // The CDK takes a second to load, and a layout two to synthesise: each worker does so once.
    isolate: false,
  },
});
