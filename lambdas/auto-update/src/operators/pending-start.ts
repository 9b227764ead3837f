import { isAsked } from '../due.ts';
import type { Looked } from '../ports.ts';
import type { Wish } from '../control.ts';

/** The wish for a run that none has been begun for yet. */
export function pendingStart({
  state: { run, last },
  control,
}: Pick<Looked, 'state' | 'control'>): Wish | undefined {
  if (run !== undefined) return undefined;
  return isAsked(control, last, Infinity) ? control.start : undefined;
}
