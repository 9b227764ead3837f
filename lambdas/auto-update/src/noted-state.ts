import type { Fleet } from './config.ts';
import type { FleetState } from './state.ts';
import { withStuck } from './stuck.ts';
import { withUnreadable } from './unreadable.ts';
import type { FleetView, Gates } from './view.ts';

interface Look {
  readonly gates: Gates;
  /** Of hosts; default nothing is missing of them. */
  readonly view?: Pick<FleetView, 'problem' | 'uncounted'> | undefined;
  readonly following: Fleet;
  readonly now: number;
}

/** The state with what people should know of, since when gates cannot be read, and that no run can begin; absent where it is not so. */
export function withLook(
  { notes: _before, ...state }: FleetState,
  { gates, view = {}, following: { name, policy }, now }: Look,
): FleetState {
  const notes = [...(gates.notes ?? []), ...problemsOf(view)];
  const known = notes.length === 0 ? state : { ...state, notes };
  return withStuck(withUnreadable(known, gates, now), { name, policy, now });
}

/** What of a fleet is not there, or could not be read. */
export function problemsOf({
  problem,
  uncounted,
}: Pick<FleetView, 'problem' | 'uncounted'>): readonly string[] {
  return [
    ...(problem === undefined ? [] : [problem]),
    ...(uncounted === undefined ? [] : [`tasks cannot be counted: ${uncounted}`]),
  ];
}
