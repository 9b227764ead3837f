import { defineConfig } from 'vitest/config';
import { DEFAULTS } from '../../test/support/vitest-defaults.ts';

export default defineConfig({
  define: { KMSCRYPT_VERSION: '"0.0.0-test"' },
  test: { include: ['test/**/*.test.ts'], ...DEFAULTS },
});
