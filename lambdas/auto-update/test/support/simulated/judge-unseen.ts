import type { HostRecord, Phase } from '../../../src/host-record.ts';
import type { Saved } from '../../../src/ports.ts';
import type { StoredFleet } from './memory-store.ts';
import type { World } from './world.ts';

export interface UnseenInput {
  readonly world: World;
  readonly stored: StoredFleet;
  readonly saved: Saved;
  readonly say: (text: string) => void;
}

const MINUTE = 60_000;
/** Longer than any tick or its lease. */
const GAP = 6 * MINUTE;
/** Shorter than any time that a host has in one of these phases. */
const JUST = 3 * MINUTE;
const ASKED: ReadonlySet<Phase> = new Set(['rebooting', 'verifying', 'bringing-in', 'restoring']);

/** Hosts that fail as a fleet is looked at again after long: whether they are well, and somebody could have asked them before. */
export function judgeUnseen({ world, stored, saved, say }: UnseenInput): void {
  const { ticked, blind } = stored.state;
  const seen = blind?.since ?? ticked;
  if (world.clock.now() - seen < GAP || saved.state === undefined || saved.state.blind !== undefined) return;
  for (const record of saved.records) {
    const was = stored.records[record.id];
    const { isWell = false, isUp = false, isOnline = false } = world.machines.get(record.id) ?? {};
    const isFine = isWell && isUp && isOnline;
    if (isFine && isNews(record, was) && was !== undefined && seen - was.since < JUST)
      say(`${record.id} is well and fails ${was.phase}: nobody has asked it again for long`);
  }
}

function isNews({ phase, run, failure }: HostRecord, was: HostRecord | undefined): boolean {
  const isKeptOut = phase === 'failed' && failure !== undefined && was?.failure === undefined;
  return isKeptOut && was?.run === run && ASKED.has(was.phase);
}
