import type { HostRecord } from '../host-record.ts';

/** Packages of the scope that a host could still update after its patch; 0 where it cannot tell. */
export function updatesLeft({ after }: Pick<HostRecord, 'after'>): number {
  return Math.max(0, after?.updates ?? 0);
}

/** Whether a patch has changed anything, where there was something to update. */
export function hasChanged({ before, after }: Pick<HostRecord, 'before' | 'after'>): boolean {
  if (before === undefined || after === undefined || before.updates <= 0) return true;
  return before.digest !== after.digest;
}
