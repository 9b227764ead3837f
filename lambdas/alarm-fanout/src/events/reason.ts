import type { Condition, Datapoint } from '../alarm.ts';
import { timeOf } from './time.ts';

/** `was greater than or equal to the threshold (2.0)`; `were not less than the threshold (1.0)`. */
const THRESHOLD =
  /(?:was|were) (?:not )?(greater|less) than (or equal to )?the threshold \((-?\d{1,20}(?:\.\d{1,20})?(?:E-?\d{1,3})?)\)/;

/** `2.906 (21/11/26 02:13:00)`: day, month, year. */
const DATAPOINT = /(-?\d{1,20}(?:\.\d{1,20})?(?:E-?\d{1,3})?) \((\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)\)/g;

/**
 * What CloudWatch's own sentence says of the condition, as events of state changes do not have it. Nothing but a stopgap until
 * DescribeAlarms is asked: the sentence is written for people.
 */
export function conditionIn(reason: string): Pick<Condition, 'operator' | 'threshold'> | undefined {
  const [, direction, orEqual, threshold] = THRESHOLD.exec(reason) ?? [];
  if (direction !== undefined) {
    const side = direction === 'greater' ? 'GreaterThan' : 'LessThan';
    return {
      operator: `${side}${orEqual === undefined ? '' : 'OrEqualTo'}Threshold`,
      threshold: Number(threshold),
    };
  }
  const isBelow = reason.includes('less than the lower threshold');
  const isAbove = reason.includes('greater than the upper threshold');
  if (isBelow && isAbove) return { operator: 'LessThanLowerOrGreaterThanUpperThreshold' };
  if (isBelow) return { operator: 'LessThanLowerThreshold' };
  return isAbove ? { operator: 'GreaterThanUpperThreshold' } : undefined;
}

/** The datapoints that the sentence names, oldest first; at most 100. */
export function datapointsIn(reason: string): readonly Datapoint[] {
  const found: Datapoint[] = [];
  for (const [, value, day, month, year, time] of reason.matchAll(DATAPOINT)) {
    if (found.length === 100) break;
    found.push({ at: timeOf(`20${year}-${month}-${day}T${time}Z`), value: Number(value) });
  }
  return found.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
}
