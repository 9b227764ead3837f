import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { withRefusal } from '../answer.ts';
import { enter, fail, failureOf } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { IN_PATIENCE } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { isWhole } from './waiting.ts';

/** Is given work again; over when it serves. */
export function bringingIn(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now } = moment;
  if (record.failure !== undefined) return leaving(record, host, moment);
  if (isWhole(host)) return enter(record, 'soaking', moment, backIn(record, now));
  if (now - record.since < IN_PATIENCE) return record;
  const why = withRefusal(record) || (host.why === undefined ? '' : `: ${host.why}`);
  const text = `does not serve ${IN_PATIENCE / MINUTE} minutes after it was brought in${why}`;
  return leave(record, host, failureOf('IN_TIMEOUT', text, moment), moment);
}

/** That it is back, where it was out. */
export function backIn({ out }: HostRecord, now: number): Pick<HostRecord, 'in'> {
  return out === undefined ? {} : { in: now };
}

/** It has failed while it is given work, and is taken out again; where nothing can be taken out, or somebody has, it has ended. */
export function leave(
  record: HostRecord,
  host: Host,
  failure: NonNullable<HostRecord['failure']>,
  moment: Moment,
): HostRecord {
  const { hasService, now } = moment;
  if (!hasService || record.out === undefined) return fail(record, failure, moment);
  const out = record.in === undefined ? record.out : { ...record.out, at: now };
  const { since, attempts } = record;
  const gone = { ...record, failure, out, in: undefined, step: undefined, since, attempts };
  return leaving(gone, host, moment);
}

/** On its way out again, until it is seen to be. */
export function leaving(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const isLeft = host.service !== 'in' && host.isPartly !== true;
  const { failure } = record;
  if (failure === undefined) return record;
  return isLeft || moment.now - failure.at >= IN_PATIENCE ? fail(record, failure, moment) : record;
}
