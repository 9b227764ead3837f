import type { FleetState } from './state.ts';
import type { FleetView, Gates } from './view.ts';

/** The state with what people should know of; absent where there is nothing. */
export function withNotes(
  { notes: _before, ...state }: FleetState,
  { notes = [] }: Pick<Gates, 'notes'>,
  { problem }: Pick<FleetView, 'problem'> = {},
): FleetState {
  const all = problem === undefined ? notes : [...notes, problem];
  return all.length === 0 ? state : { ...state, notes: all };
}
