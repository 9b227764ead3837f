import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from './error.ts';
import type { ResolveOptions } from './options.ts';

/** Waits a random share of `startJitter`, so that a fleet that starts at once does not ask at once. */
export async function startJitter(
  { startJitter: most = 0, random = Math.random }: ResolveOptions,
  signal: AbortSignal,
): Promise<void> {
  if (most === 0) return;
  try {
    await delay(random() * most, undefined, { signal });
  } catch {
    throw signal.reason instanceof ConfigError ? signal.reason : new ConfigError('ABORTED', 'the run was ended');
  }
}
