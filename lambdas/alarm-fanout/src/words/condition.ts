import type { Condition, Datapoint } from '../alarm.ts';
import { quantity } from './quantity.ts';
import { span } from './time.ts';

/** CloudWatch's `ComparisonOperator`. */
const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: '≥',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};
const SIDES: Readonly<Record<string, string>> = {
  LessThanLowerOrGreaterThanUpperThreshold: 'outside',
  LessThanLowerThreshold: 'below',
  GreaterThanUpperThreshold: 'above',
};

/** What is compared with what: `> 50`, `outside the band`, `outside the band of 12.1 to 60.4`. */
export function comparison(
  { operator, threshold }: Condition,
  {
    unit,
    datapoint,
  }: { readonly unit?: string | undefined; readonly datapoint?: Datapoint | undefined } = {},
): string {
  const sign = SIGNS[operator] ?? SIDES[operator] ?? operator;
  if (threshold !== undefined) return `${sign} ${quantity(threshold, { unit, digits: 6 })}`;
  const { lower, upper } = datapoint ?? {};
  if (lower === undefined || upper === undefined) return `${sign} the band`;
  return `${sign} the band of ${quantity(lower, { unit })} to ${quantity(upper, { unit })}`;
}

/** `for 3 of 3 periods of 1 min`; undefined where CloudWatch does not say. */
export function lasting({ evaluationPeriods, datapointsToAlarm, period }: Condition): string | undefined {
  if (evaluationPeriods === undefined) return undefined;
  const length = period === undefined ? '' : ` of ${span(period * 1000)}`;
  if (evaluationPeriods === 1) return `for 1 period${length}`;
  return `for ${datapointsToAlarm ?? evaluationPeriods} of ${evaluationPeriods} periods${length}`;
}

/** Whether a value is on the alarm's side; undefined where the operator, or what it is compared with, is not known. */
export function isBreaching(
  { value, lower = Number.NaN, upper = Number.NaN }: Datapoint,
  { operator, threshold = Number.NaN }: Condition,
): boolean | undefined {
  const needed = operator in SIGNS ? [threshold] : [lower, upper];
  if (needed.some(Number.isNaN)) return undefined;
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'LessThanLowerOrGreaterThanUpperThreshold':
      return value < lower || value > upper;
    case 'LessThanLowerThreshold':
      return value < lower;
    case 'GreaterThanUpperThreshold':
      return value > upper;
    default:
      return undefined;
  }
}

/** What missing data counts as, in words; undefined where it is CloudWatch's default, or nothing is known. */
export function missingData({ treatMissingData }: Condition): string | undefined {
  switch (treatMissingData) {
    case 'breaching':
      return 'missing data counts as breaching';
    case 'notBreaching':
      return 'missing data counts as not breaching';
    case 'ignore':
      return 'missing data changes nothing';
    default:
      return undefined;
  }
}
