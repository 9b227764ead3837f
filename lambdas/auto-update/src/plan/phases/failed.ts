import type { HostRecord } from '../../host-record.ts';
import { answerOf, withReport } from '../answer.ts';
import { ask, restore } from '../enter.ts';
import type { Moment } from '../moment.ts';
import { isOut } from '../phase-kinds.ts';
import { ATTEMPTS, HEALTH_PATIENCE } from '../times.ts';

/** It has ended, but for an abort: that brings in what is well after all. */
export function failed(record: HostRecord, moment: Moment): HostRecord {
  if (!isToSee(record, moment)) return record;
  const answer = answerOf(record, moment, HEALTH_PATIENCE);
  switch (answer.kind) {
    case 'none':
      return ask(record, 'health', moment);
    case 'waiting':
      return record;
    case 'unsent':
    case 'lost':
    case 'late':
    case 'running':
      return record.attempts < ATTEMPTS ? ask(record, 'health', moment) : { ...record, step: undefined };
    case 'answered':
      break;
  }
  const { report } = answer.result;
  const known = { ...withReport(record, report, moment), step: undefined };
  return report.isHealthy ? restore(known, moment, { failure: record.failure }) : known;
}

/** Whether it has still to be seen if it is well. */
export function isToSee(record: HostRecord, { run }: Pick<Moment, 'run'>): boolean {
  if (run.isAborting !== true || record.phase !== 'failed' || !isOut(record)) return false;
  return record.attempts === 0 || record.step !== undefined;
}
