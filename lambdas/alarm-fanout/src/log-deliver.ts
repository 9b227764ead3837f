import type { Logger } from '@kmscrypt/lambda';
import type { DeliverReport, LaneReport } from './deliver.ts';

/** Says what was delivered where, and what was not; what comes back is said with the answer. */
export function logDeliver({ lanes, foreign }: DeliverReport, logger: Logger): void {
  for (const lane of lanes) logLane(lane, logger);
  for (const { reason, isParked } of foreign) {
    logger.error('a message is no delivery of ours', { reason, isParked });
  }
}

function logLane({ destination, fates, digests, parked }: LaneReport, logger: Logger): void {
  const all = [...fates.values()];
  const outcomes: Record<string, number> = {};
  for (const fate of all) {
    const name = fate.status === 'settled' ? fate.outcome : fate.status;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  logger.info('delivered', { destination, ...outcomes, digests });
  const reasons = new Map<string, number>();
  for (const fate of all) {
    if (fate.status !== 'settled' || (fate.outcome !== 'withheld' && fate.outcome !== 'dropped')) continue;
    const reason = fate.reason ?? 'there is no message that it belongs to';
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of reasons) logger.info('not sent', { destination, reason, count });
  for (const { key, subject, reason } of parked) {
    logger.error('put into the dead-letter queue', { destination, key, subject, reason });
  }
}

/** Says at once that something is told again of which nobody knows whether it arrived. */
export function logPossibleDoubles(destination: string, changes: number, logger: Logger): void {
  logger.warn('told again, as nobody knows whether it arrived', { destination, changes });
}
