import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium/find.ts';
import { findMinistack } from './ministack/find.ts';
import { startMoto } from './moto/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where moto answers; empty where it cannot be had. */
    readonly endpoint: string;
  }
}

/** Starts the emulator once for the run. Without one, its tests are skipped with a loud line; with CI=true that fails. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Where it is not there yet it is installed now, not by several test files at once. These say if it is lacking.
  findMinistack();
  findChromium();
  const emulator = await startMoto();
  if ('endpoint' in emulator) {
    project.provide('endpoint', emulator.endpoint);
    return emulator.stop;
  }
  const message = `NO KMS EMULATOR: every test that needs one is skipped: ${emulator.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  project.provide('endpoint', '');
  return async () => {};
}
