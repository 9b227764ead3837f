import { join } from 'node:path';

/** What all packages test with. */
export const DEFAULTS = {
  /** Of a test that does not hang, on a busy machine, too; in milliseconds. */
  testTimeout: process.env['KMSCRYPT_SOAK'] ? 900_000 : 300_000,
  hookTimeout: 300_000,
  /** A worker that has loaded the CDK takes some seconds to end, on a busy machine more than vitest's ten. */
  teardownTimeout: 120_000,
  /** Modules are loaded once for all files of a worker: to load them again for each was half of the time. */
  isolate: false,
  setupFiles: [join(import.meta.dirname, 'vitest-each-file.ts')],
};
