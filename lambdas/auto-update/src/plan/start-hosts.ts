import { timeText } from '@kmscrypt/lambda';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Host } from '../view.ts';
import { heldByCanaries } from './canaries.ts';
import { enter } from './enter.ts';
import type { FleetNow } from './fleet-now.ts';
import type { Moment } from './moment.ts';
import { whyNotNow } from './phases/checking.ts';
import { areSeen } from './reachable.ts';
import { slotsOf } from './slots.ts';
import { MINUTE } from '../times.ts';

export interface Started {
  /** Hosts that are begun with, in their next phase. */
  readonly records: readonly HostRecord[];
  /** Why no more are; empty where none waits. */
  readonly held: readonly Held[];
}

/** Begins with as many of the waiting hosts as there is room for. */
export function startHosts(
  {
    waiting,
    records,
    fleet,
    held,
  }: {
    /** In their order. */
    readonly waiting: readonly Host[];
    readonly records: ReadonlyMap<string, HostRecord>;
    readonly fleet: FleetNow;
    /** What holds everything back. */
    readonly held: readonly Held[];
  },
  moment: Moment,
): Started {
  const { run, policy, view } = moment;
  if (waiting.length === 0 || run.stopped !== undefined || run.isAborting) return { records: [], held: [] };
  if (held.length > 0) return { records: [], held };
  const spacing = heldBySpacing(moment);
  if (spacing !== undefined) return { records: [], held: [spacing] };
  const canary = heldByCanaries(run, moment);
  const first = new Set(run.canaries);
  const slots = slotsOf(fleet, policy);
  const started: HostRecord[] = [];
  const reasons = new Map<string, Held>();
  const note = (reason: Held): void => void (reasons.has(reason.code) || reasons.set(reason.code, reason));
  const hasSeen = areSeen(view);
  let isFull = false;
  for (const host of waiting) {
    const record = records.get(host.id);
    if (record === undefined) continue;
    // It does not serve as it is: it takes no room, and nothing that others have to show first.
    const isToMend = record.unwell !== undefined;
    if (isFull && !isToMend) continue;
    if (canary !== undefined && !first.has(host.id) && !isToMend) {
      note(canary);
      continue;
    }
    const away = whyNotNow(host);
    if (away !== undefined) {
      note(away);
      continue;
    }
    // Whether it has tasks that keep it out of the run nobody knows.
    if (view.uncounted !== undefined) continue;
    // Its turn comes with the next tick, which looks at it first (details.ts).
    if (host.agent === undefined && hasSeen) continue;
    const young = inGrace(host, moment);
    if (young !== undefined) {
      note(young);
      continue;
    }
    const full = isToMend ? slots.crowded() : slots.full();
    if (full !== undefined) {
      note(full);
      isFull = true;
      continue;
    }
    const refusal = isToMend ? undefined : slots.refusal(host);
    if (refusal !== undefined) {
      note(refusal);
      continue;
    }
    if (isToMend) slots.mend();
    else slots.take(host);
    started.push(begin(record, host, moment));
  }
  return { records: started, held: [...reasons.values()] };
}

function begin(record: HostRecord, { targets, containerInstance }: Host, moment: Moment): HostRecord {
  const { now, hasService } = moment;
  const out = {
    at: now,
    was: 'in',
    ...(targets === undefined ? {} : { targets }),
    ...(containerInstance === undefined ? {} : { containerInstance }),
  } as const;
  return enter(record, hasService ? 'taking-out' : 'patching', moment, {
    begun: now,
    ...(hasService ? { out, in: undefined } : {}),
  });
}

/** One that was stopped and started since has a launch time of its own: it boots anew. */
function inGrace({ launched }: Host, { now, policy }: Moment): Held | undefined {
  if (now - launched >= policy.graceMinutes * MINUTE) return undefined;
  return { code: 'IN_GRACE', text: `a host was launched less than ${policy.graceMinutes} minutes ago` };
}

function heldBySpacing({ run, policy, now }: Moment): Held | undefined {
  const next = (run.lastStart ?? -Infinity) + policy.spacingMinutes * MINUTE;
  // Again in the same tick: what was begun with then is not begun with twice.
  if (now >= next) return undefined;
  return { code: 'SPACING', text: `the next hosts may be begun with at ${timeText(next)}` };
}
