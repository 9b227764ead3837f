import type { HostRecord, Phase } from '../host-record.ts';

const ENDED: ReadonlySet<Phase> = new Set(['done', 'skipped', 'failed', 'gone']);
const OUT: ReadonlySet<Phase> = new Set([
  'taking-out',
  'patching',
  'rebooting',
  'verifying',
  'bringing-in',
  'restoring',
]);

/** Nothing more is done with it in this run, unless the run is aborted. */
export function hasEnded({ phase }: Pick<HostRecord, 'phase'>): boolean {
  return ENDED.has(phase);
}

/** It was begun with, and is not at its end: it holds a slot, its soak included. */
export function isInFlight({ phase }: Pick<HostRecord, 'phase'>): boolean {
  return OUT.has(phase) || phase === 'soaking';
}

/**
 * It does not count as serving, whatever AWS shows. In a fleet without a service AWS shows of no host that it does not: one that failed after it
 * was begun with does not, unless it was left as it had been; in later runs neither, until it has said that it is well.
 */
export function isOut({ phase, failure, begun, out, in: back, unwell }: HostRecord): boolean {
  if (unwell !== undefined) return true;
  if (phase === 'failed') return (out !== undefined || begun !== undefined) && back === undefined;
  // On its way out again.
  return OUT.has(phase) || (phase === 'soaking' && failure !== undefined);
}

/** It is to be asked to reboot, and has not been. */
export function isToReboot({ step }: Pick<HostRecord, 'step'>): boolean {
  return step?.action === 'reboot' && step.command === undefined;
}
