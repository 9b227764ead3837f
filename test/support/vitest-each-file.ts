import * as fc from 'fast-check';
import { afterAll, vi } from 'vitest';

/** Of all properties: CI is to say the same of the same code. `KMSCRYPT_SEED=random` tries others. */
const SEED = 20_261_122;

const given = process.env['KMSCRYPT_SEED'];
if (given !== 'random') fc.configureGlobal({ seed: given === undefined ? SEED : Number(given) });

// The files of a worker share its environment: each leaves it as it found it.
const found = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  for (const name of Object.keys(process.env)) if (!(name in found)) delete process.env[name];
  Object.assign(process.env, found);
});
