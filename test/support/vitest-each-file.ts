import { afterAll, vi } from 'vitest';

// The files of a worker share its environment: each leaves it as it found it.
const found = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  for (const name of Object.keys(process.env)) if (!(name in found)) delete process.env[name];
  Object.assign(process.env, found);
});
