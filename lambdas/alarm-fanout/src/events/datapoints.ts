import type { Datapoint } from '../alarm.ts';
import { listOf, numberOf, part } from './json.ts';
import { datapointsIn } from './reason.ts';
import { timeOf } from './time.ts';

/**
 * The datapoints of a state, oldest first; at most 100. They are told in up to three ways, none of which is always whole:
 * `evaluatedDatapoints` has times and may have fewer values, `recentDatapoints` has values without times, the reason has
 * both as text, and is all that a notification has.
 */
export function datapointsOf(reasonData: unknown, reason: string): readonly Datapoint[] {
  const told = datapointsIn(reason);
  const results = timed(listOf(part(reasonData, 'results')));
  if (results.length > 0) return results;
  const recent = recentOf(reasonData, told.at(-1)?.at);
  const evaluated = timed(listOf(part(reasonData, 'evaluatedDatapoints')));
  const hasBand = recent.some(({ lower, upper }) => lower !== undefined || upper !== undefined);
  if (evaluated.length > 0 && evaluated.length >= recent.length && !hasBand) return evaluated;
  const hasTimes = recent.every(({ at }) => at !== undefined);
  return recent.length > 0 && (hasTimes || hasBand || told.length === 0) ? recent : told;
}

/** From a list of `{ timestamp, value }`, of which those without a value are missing data. */
function timed(list: readonly unknown[]): readonly Datapoint[] {
  const found = list.flatMap((entry) => {
    const value = numberOf(part(entry, 'value'));
    return value === undefined ? [] : [{ at: timeOf(part(entry, 'timestamp')), value }];
  });
  return found.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
}

/**
 * `recentDatapoints`, with the band of an anomaly alarm. They begin at `startDate`, one a period; where some are missing the
 * last of them would not be at the time that the reason says, and none has a time.
 */
function recentOf(reasonData: unknown, newest: string | undefined): readonly Datapoint[] {
  const values = listOf(part(reasonData, 'recentDatapoints'));
  const lowers = listOf(part(reasonData, 'recentLowerThresholds'));
  const uppers = listOf(part(reasonData, 'recentUpperThresholds'));
  const start = Date.parse(timeOf(part(reasonData, 'startDate')) ?? '');
  const period = numberOf(part(reasonData, 'period')) ?? Number.NaN;
  const timeAt = (index: number): string | undefined => {
    const time = new Date(start + index * period * 1000);
    return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
  };
  const isWhole = newest === undefined || timeAt(values.length - 1) === newest;
  return values.flatMap((entry, index) => {
    const value = numberOf(entry);
    if (value === undefined) return [];
    const at = isWhole ? timeAt(index) : undefined;
    return [{ at, value, lower: numberOf(lowers[index]), upper: numberOf(uppers[index]) }];
  });
}
