import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { KMSCRYPT_VERSION: '"0.0.0-test"' },
  test: { include: ['test/**/*.test.ts'], testTimeout: process.env['KMSCRYPT_SOAK'] ? 900_000 : 60_000 },
});
