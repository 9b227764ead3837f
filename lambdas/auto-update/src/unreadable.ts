import { BLIND_PATIENCE } from './blind/noted.ts';
import type { FleetState } from './state.ts';
import type { Gates } from './view.ts';

/**
 * Whether some gate has been unreadable for so long that something may be wrong. Nothing is begun with as soon as one is; what has gone well so
 * far goes on for a while, as AWS has a moment in which it does not answer now and then.
 */
export function isUnreadableForLong(
  { unreadable: since }: Pick<FleetState, 'unreadable'>,
  { unreadable }: Pick<Gates, 'unreadable'>,
  now: number,
): boolean {
  return unreadable.length > 0 && since !== undefined && now - since >= BLIND_PATIENCE;
}

/** The state with since when some gate cannot be read; absent while all can be. */
export function withUnreadable(
  { unreadable: since, ...state }: FleetState,
  { unreadable }: Pick<Gates, 'unreadable'>,
  now: number,
): FleetState {
  return unreadable.length === 0 ? state : { ...state, unreadable: since ?? now };
}
