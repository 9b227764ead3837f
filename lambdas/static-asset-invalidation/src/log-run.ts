import type { Logger } from '@kmscrypt/lambda';
import type { Applied } from './apply.ts';
import type { Plan } from './plan.ts';

/** Lines of a kind that a run logs. */
const MOST_LINES = 20;

/** Says what is going to be done. */
export function logPlan({ distributions, unmapped }: Plan, logger: Logger): void {
  for (const { invalidations, ...planned } of distributions) {
    logger.info('planned', { ...planned, invalidations: invalidations.length });
  }
  if (unmapped.length > 0) {
    const buckets = [...new Set(unmapped.map(({ bucket }) => bucket))].slice(0, 10);
    logger.warn('no site has these objects', { buckets, count: unmapped.length, key: unmapped[0]?.key });
  }
}

/** Says what was done. */
export function logApplied({ accepted, repeated, failures }: Applied, logger: Logger): void {
  for (const { distribution, id, items, eventIds, callerReference } of accepted.slice(0, MOST_LINES)) {
    const { length: paths } = items;
    const sample = items.slice(0, 10);
    logger.info('invalidated', {
      distribution,
      invalidationId: id,
      paths,
      changes: eventIds.length,
      callerReference,
      sample,
    });
  }
  for (const { distribution, callerReference } of repeated) {
    logger.info('invalidated before', { distribution, callerReference });
  }
  for (const { eventIds, ...failure } of failures.slice(0, MOST_LINES)) {
    logger.error('not invalidated', { ...failure, changes: eventIds.length });
  }
  if (failures.length > MOST_LINES) logger.error('not invalidated, in all', { count: failures.length });
}
