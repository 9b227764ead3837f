import type { AlarmMetric, Condition } from '../alarm.ts';
import { numberOf, part, textOf } from './json.ts';
import { conditionIn } from './reason.ts';

const TREATMENTS: ReadonlyMap<string, string> = new Map([
  ['missing', 'missing'],
  ['breaching', 'breaching'],
  ['notbreaching', 'notBreaching'],
  ['nonbreaching', 'notBreaching'],
  ['ignore', 'ignore'],
]);

/** What an event has that may tell of the condition. */
export interface ConditionWords {
  /** Of an event or a notification's trigger. */
  readonly configuration: unknown;
  /** The state's, parsed. */
  readonly reasonData: unknown;
  readonly reason: string;
  readonly metrics: readonly AlarmMetric[];
}

/** When the alarm goes off, as far as the event says; undefined where it does not say how values are compared. */
export function conditionOf({
  configuration,
  reasonData,
  reason,
  metrics,
}: ConditionWords): Condition | undefined {
  const told = conditionIn(reason);
  const operator = textOf(part(configuration, 'comparisonOperator')) ?? told?.operator;
  if (operator === undefined) return undefined;
  const band = metrics.find(({ expression }) => isBand(expression))?.id;
  return {
    operator,
    threshold:
      numberOf(part(configuration, 'threshold')) ??
      numberOf(part(reasonData, 'threshold')) ??
      told?.threshold,
    bandId: textOf(part(configuration, 'thresholdMetricId')) ?? band,
    evaluationPeriods:
      numberOf(part(configuration, 'evaluationPeriods')) ??
      numberOf(part(configuration, 'queryResultsToEvaluate')) ??
      numberOf(part(reasonData, 'queryResultsToEvaluate')),
    datapointsToAlarm:
      numberOf(part(configuration, 'datapointsToAlarm')) ??
      numberOf(part(configuration, 'queryResultsToAlarm')) ??
      numberOf(part(reasonData, 'queryResultsToAlarm')),
    period:
      numberOf(part(configuration, 'period')) ??
      numberOf(part(reasonData, 'period')) ??
      metrics.find(({ period }) => period !== undefined)?.period,
    treatMissingData: treatmentOf(textOf(part(configuration, 'treatMissingData'))),
  };
}

/** Whether an expression is an anomaly band. */
export function isBand(expression: string | undefined): boolean {
  return expression?.trimStart().startsWith('ANOMALY_DETECTION_BAND') === true;
}

/** Older notifications have `- TreatMissingData:  NonBreaching`. */
function treatmentOf(told: string | undefined): string | undefined {
  const word = told?.slice(told.lastIndexOf(':') + 1).trim();
  return word === undefined ? undefined : (TREATMENTS.get(word.toLowerCase()) ?? word);
}
