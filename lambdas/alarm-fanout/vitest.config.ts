import { defineConfig } from 'vitest/config';
import { DEFAULTS } from '../../test/support/vitest-defaults.ts';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], ...DEFAULTS },
});
