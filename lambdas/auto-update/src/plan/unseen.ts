import type { HostRecord } from '../host-record.ts';
import { MINUTE } from '../times.ts';
import { isInFlight } from './phase-kinds.ts';

/** Time between two looks at a fleet, in milliseconds, that hosts are held to. */
const GAP = 5 * MINUTE;

/**
 * Records as they are once a fleet is looked at again after nobody has for long: no time has passed for what hosts were given so much time for,
 * but for a minute. Nobody has asked them again meanwhile, nor carried out what had been decided.
 *
 * @param seen when it was last looked at; absent where nobody knows
 */
export function sinceSeen(
  records: Readonly<Record<string, HostRecord>>,
  { run, seen, now }: { readonly run: string; readonly seen: number | undefined; readonly now: number },
): Readonly<Record<string, HostRecord>> {
  const later = laterBy({ seen, now });
  if (later === undefined) return records;
  return Object.fromEntries(
    Object.entries(records).map(([id, record]) => [id, record.run === run ? moved(record, later) : record]),
  );
}

/** The same of the time that canaries have been watched for. */
export function watchedSince(
  canariesDone: number | undefined,
  gap: { readonly seen: number | undefined; readonly now: number },
): number | undefined {
  return canariesDone === undefined ? undefined : (laterBy(gap)?.(canariesDone) ?? canariesDone);
}

/** What moves a time over the gap; undefined where there is none. */
function laterBy({
  seen,
  now,
}: {
  readonly seen: number | undefined;
  readonly now: number;
}): ((at: number) => number) | undefined {
  if (seen === undefined || now - seen <= GAP) return undefined;
  // Those that a tick has moved that could not write all are not moved once more.
  const last = now - MINUTE;
  return (at) => Math.max(at, Math.min(at + last - seen, last));
}

function moved(record: HostRecord, later: (at: number) => number): HostRecord {
  const { phase, since, step, away, missing, failure } = record;
  const isAway = away !== undefined && phase !== 'skipped';
  if (!isInFlight(record) && step === undefined && missing === undefined && !isAway) return record;
  // On its way out again: it has so long for that.
  const isLeaving = failure !== undefined && (phase === 'bringing-in' || phase === 'soaking');
  return {
    ...record,
    ...(isInFlight(record) ? { since: later(since) } : {}),
    ...(step === undefined ? {} : { step: { ...step, at: later(step.at) } }),
    ...(isAway ? { away: later(away) } : {}),
    ...(missing === undefined ? {} : { missing: later(missing) }),
    ...(isLeaving ? { failure: { ...failure, at: later(failure.at) } } : {}),
  };
}
