import type { SyncConfig } from './config.ts';

/** In minutes. */
const LONGEST = 30;

/**
 * How often a host looks for its manifest of its own accord, in minutes: three times before it counts as behind, so that a look that
 * fails is not told as one.
 */
export function timerMinutes({ behindAfter }: Pick<SyncConfig, 'behindAfter'>): number {
  return Math.min(LONGEST, Math.max(1, Math.floor(behindAfter / 3)));
}
