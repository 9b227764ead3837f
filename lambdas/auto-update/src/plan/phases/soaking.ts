import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { answerOf, problemsOf, withReport } from '../answer.ts';
import { ask, fail, failureOf, finish } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { ATTEMPTS, BLINK_PATIENCE, HEALTH_PATIENCE, LAST_HEALTH } from '../times.ts';
import { MINUTE } from '../../times.ts';
import { leave, leaving } from './bringing-in.ts';

/** In service; has to serve and be well for some time. Its last answer comes at the end of that. */
export function soaking(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now, policy, run } = moment;
  if (record.failure !== undefined) return leaving(record, host, moment);
  const ends = record.since + policy.soakMinutes * MINUTE;
  if (run.isAborting || policy.soakMinutes === 0) return finish(record, moment);
  if (host.service !== 'in')
    return fail(record, failureOf('UNHEALTHY_IN_SOAK', 'was taken out by others', moment), moment);
  if (!host.isServing) return unseen(record, host, moment);
  if (record.away !== undefined) return { ...record, away: undefined };
  if (now < ends - LAST_HEALTH) return record;
  const answer = answerOf(record, moment, HEALTH_PATIENCE);
  switch (answer.kind) {
    case 'none':
      // The answer that it was well with is known already.
      return record.heard === undefined ? ask(record, 'health', moment) : ended(record, ends, moment);
    case 'waiting':
      return record;
    case 'lost':
    case 'late':
    case 'unsent':
    case 'running': {
      if (record.attempts < ATTEMPTS) return ask(record, 'health', moment);
      const failure = failureOf('NO_ANSWER', 'does not say how it is at the end of its soak', moment);
      return leave(record, host, failure, moment);
    }
    case 'answered':
      break;
  }
  const { report } = answer.result;
  const known = { ...withReport(record, report, moment), step: undefined };
  if (!report.isHealthy) return unwell(known, host, problemsOf(report), moment);
  return ended(known, ends, moment);
}

/** It may only blink; its soak does not end meanwhile. */
function unseen(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now } = moment;
  const { away = now } = record;
  if (now - away < BLINK_PATIENCE) return record.away === undefined ? { ...record, away } : record;
  return unwell({ ...record, away: undefined }, host, host.why ?? 'it does not serve', moment);
}

function ended(record: HostRecord, ends: number, moment: Moment): HostRecord {
  return moment.now < ends ? record : finish(record, moment);
}

function unwell(record: HostRecord, host: Host, why: string, moment: Moment): HostRecord {
  const text = `in service again, but not well: ${why}`;
  return leave(record, host, failureOf('UNHEALTHY_IN_SOAK', text, moment), moment);
}
