import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: process.env['KMSCRYPT_SOAK'] ? 900_000 : 60_000,
    hookTimeout: 60_000,
  },
});
