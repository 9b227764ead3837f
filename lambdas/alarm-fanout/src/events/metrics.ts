import type { AlarmMetric } from '../alarm.ts';
import { listOf, mapOf, numberOf, part, textOf } from './json.ts';

/** As notifications write them; percentiles are as in events. */
const STATS: ReadonlyMap<string, string> = new Map([
  ['AVERAGE', 'Average'],
  ['SUM', 'Sum'],
  ['MINIMUM', 'Minimum'],
  ['MAXIMUM', 'Maximum'],
  ['SAMPLE_COUNT', 'SampleCount'],
  ['SAMPLECOUNT', 'SampleCount'],
]);

/** An expression of Metrics Insights has up to 10,000 characters. */
const MOST_OF_EXPRESSION = 10_000;

/**
 * The metrics of a configuration, at most 100: `metrics` of an event, `Metrics` of a notification's trigger, or the trigger
 * itself where it is of one metric.
 */
export function metricsOf(configuration: unknown): readonly AlarmMetric[] {
  const list = listOf(part(configuration, 'metrics'));
  const entries = list.length > 0 ? list : [entryOf(configuration)];
  return entries.flatMap((entry, index) => metricOf(entry, index) ?? []);
}

/** A notification's trigger, as the entry of an event. */
function entryOf(trigger: unknown): unknown {
  const metric = {
    namespace: part(trigger, 'namespace'),
    name: part(trigger, 'metricName'),
    dimensions: part(trigger, 'dimensions'),
  };
  const stat = part(trigger, 'extendedStatistic') ?? part(trigger, 'statistic');
  return { metricStat: { metric, stat, period: part(trigger, 'period'), unit: part(trigger, 'unit') } };
}

function metricOf(entry: unknown, index: number): AlarmMetric | undefined {
  const metricStat = part(entry, 'metricStat');
  const metric = part(metricStat, 'metric');
  const expression = textOf(part(entry, 'expression'), MOST_OF_EXPRESSION);
  const name = textOf(part(metric, 'name')) ?? textOf(part(metric, 'metricName'));
  if (expression === undefined && name === undefined) return undefined;
  const stat = textOf(part(metricStat, 'stat'));
  return {
    id: textOf(part(entry, 'id')) ?? `m${index + 1}`,
    label: textOf(part(entry, 'label')),
    returnData: part(entry, 'returnData') !== false,
    expression,
    namespace: textOf(part(metric, 'namespace')),
    name,
    dimensions: mapOf(part(metric, 'dimensions')),
    stat: stat === undefined ? undefined : (STATS.get(stat) ?? stat),
    period: numberOf(part(metricStat, 'period')) ?? numberOf(part(entry, 'period')),
    unit: textOf(part(metricStat, 'unit')),
    account: textOf(part(entry, 'accountId')),
  };
}
