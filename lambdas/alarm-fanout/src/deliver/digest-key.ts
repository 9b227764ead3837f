import { hash } from 'node:crypto';
import type { Held } from './lane-state.ts';

/** The key of a digest: the same for the same changes. */
export function digestKey(held: readonly Held[]): string {
  const keys = held.map(({ entry }) => entry.key);
  return hash('sha256', keys.join('\n')).slice(0, 32);
}
