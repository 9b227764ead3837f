import type { Alarm, Condition, Datapoint } from '../alarm.ts';
import { compositeSummary } from './composite.ts';
import { comparison, isBreaching, lasting } from './condition.ts';
import { cut } from './cut.ts';
import { comparedOf, measuredOf } from './measured.ts';
import { oneLine } from './plain.ts';
import { quantity } from './quantity.ts';
import { spanBetween } from './time.ts';

const MOST = 300;
const MOST_REASON = 200;

/** What was measured, against what; how long the state before was, where that is known. */
export function summaryOf(alarm: Alarm): string {
  return cut([firstSentence(alarm), before(alarm)].filter((part) => part !== '').join(' '), MOST);
}

function firstSentence(alarm: Alarm): string {
  if (alarm.kind === 'composite') return compositeSummary(alarm);
  if (alarm.condition === undefined) return withoutCondition(alarm);
  switch (alarm.state) {
    case 'ALARM':
      return inAlarm(alarm, alarm.condition);
    case 'INSUFFICIENT_DATA':
      return `CloudWatch has too little data to tell whether ${measuredOf(alarm)} is ${limit(alarm, alarm.condition)}.`;
    default:
      return withValue(alarm, alarm.condition);
  }
}

/** CloudWatch's own words are better than none. */
function withoutCondition({ kind, state, reason }: Alarm): string {
  if (state === 'INSUFFICIENT_DATA') return 'CloudWatch has too little data to tell.';
  const why = cut(oneLine(reason), MOST_REASON);
  if (kind === 'unknown') return `An alarm of a kind that is not known here${why === '' ? '.' : `: ${why}`}`;
  return why === '' ? `It is in state ${state}.` : why;
}

function inAlarm(alarm: Alarm, condition: Condition): string {
  // The newest one may be good again where 2 of 3 are enough.
  const breaching = alarm.datapoints.findLast((datapoint) => isBreaching(datapoint, condition) ?? true);
  if (breaching !== undefined) {
    const value = valueOf(alarm, breaching);
    return `${measuredOf(alarm)} ${value} ${limit(alarm, condition, { datapoint: breaching })}.`;
  }
  if (alarm.datapoints.length > 0) return withValue(alarm, condition);
  return condition.treatMissingData === 'breaching'
    ? `${measuredOf(alarm)} has no data, which counts as breaching; alarm at ${limit(alarm, condition)}.`
    : `${measuredOf(alarm)} ${limit(alarm, condition)}.`;
}

/** With the newest value, which is not what the alarm is about. */
function withValue(alarm: Alarm, condition: Condition): string {
  const datapoint = alarm.datapoints.at(-1);
  const value = datapoint === undefined ? '' : ` ${valueOf(alarm, datapoint)}`;
  return `${measuredOf(alarm)}${value}; alarm at ${limit(alarm, condition, { datapoint })}.`;
}

function valueOf(alarm: Alarm, { value }: Datapoint): string {
  return quantity(value, { unit: comparedOf(alarm)?.unit, against: alarm.condition?.threshold });
}

/** `> 50, for 3 of 3 periods of 1 min`. */
function limit(
  alarm: Alarm,
  condition: Condition,
  { datapoint }: { readonly datapoint?: Datapoint | undefined } = {},
): string {
  const unit = comparedOf(alarm)?.unit;
  const duration = lasting(condition);
  const compared = comparison(condition, { unit, datapoint });
  return duration === undefined ? compared : `${compared}, ${duration}`;
}

function before({ state, previousState, previousAt, at }: Alarm): string {
  const length = spanBetween(previousAt, at);
  if (length === undefined || previousState === state) return '';
  if (previousState === 'ALARM') return `It was in alarm for ${length}.`;
  return previousState === 'INSUFFICIENT_DATA' ? `It had too little data for ${length}.` : '';
}
