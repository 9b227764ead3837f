import type { Held, HeldCode } from '../held.ts';
import type { HostOutlook } from './host-outlook-types.ts';
import { localText } from './openings.ts';

/** What operators and gates hold back: what is planned is planned as if they did not. */
const HOLDS: ReadonlySet<HeldCode> = new Set(['PAUSED', 'FROZEN', 'ALARM', 'GATE_UNREADABLE']);

/** What holds a fleet back, what else there is to know, and when a run would begin. */
export function nowLines({
  run,
  held,
  notes,
  open,
  opens,
  begins,
  at,
}: Pick<HostOutlook, 'run' | 'held' | 'notes' | 'open' | 'opens' | 'begins' | 'at'>): readonly string[] {
  const isHeld = held.some(({ code }) => HOLDS.has(code));
  const zone = (opens ?? open)?.timezone ?? 'UTC';
  return [
    ...(run === undefined ? [] : [`run ${run} is under way`]),
    ...held.map((each) => `held back now: ${heldText(each)}`),
    ...notes.map((note) => `note: ${note}`),
    ...(open === undefined ? [] : [`a window is open until ${localText(open)}`]),
    ...(open !== undefined || opens === undefined ? [] : [`the next window opens ${localText(opens)}`]),
    ...(run === undefined ? [beginText(begins, { at, zone, isHeld })] : []),
    ...(run !== undefined && isHeld ? ['times are as if what holds it back ended now'] : []),
  ];
}

function beginText(
  begins: number | undefined,
  { at, zone, isHeld }: { readonly at: number; readonly zone: string; readonly isHeld: boolean },
): string {
  if (begins === undefined) return 'no run would begin';
  if (begins <= at)
    return isHeld
      ? 'a run is due, and begins once nothing holds it back; times are as if that were now'
      : 'nothing holds it back: a run begins with the next tick';
  const when = localText({ at: begins, timezone: zone });
  return isHeld
    ? `the next run would begin ${when}; times are as if what holds it back ended before`
    : `the next run begins ${when}, if nothing holds it back then`;
}

/** A reason with its code. */
export function heldText({ code, text }: Held): string {
  return `${text} [${code}]`;
}
