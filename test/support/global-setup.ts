import type { TestProject } from 'vitest/node';
import { startMoto } from './moto/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where moto answers; empty where it cannot be had. */
    readonly endpoint: string;
  }
}

/** Starts the emulator once for the run. Without one, its tests are skipped with a loud line; with CI=true that fails. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
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
