import type { HostFleet } from '../config.ts';
import type { Failure } from '../failure.ts';
import type { HostReport } from '../host-report.ts';
import type { HostRecord } from '../host-record.ts';
import { isKeptOut } from '../kept-out.ts';
import { hasService } from './moment.ts';

/**
 * What a host has failed of in an earlier run, where nothing shows whether it serves: it does not count as serving until it has said that it is
 * well. Undefined where it has failed of nothing, or something shows it.
 *
 * @param before of an earlier run
 */
export function unwellSince(before: HostRecord | undefined, fleet: HostFleet): Failure | undefined {
  if (before === undefined || hasService(fleet) || !isKeptOut(before)) return undefined;
  return before.unwell ?? before.failure;
}

/** As it is once the host has said how it is. */
export function withSaid(record: HostRecord, { isHealthy }: Pick<HostReport, 'isHealthy'>): HostRecord {
  return isHealthy && record.unwell !== undefined ? { ...record, unwell: undefined } : record;
}
