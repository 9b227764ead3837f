import type { Alarm, AlarmMetric } from '../alarm.ts';
import { cut } from './cut.ts';
import { oneLine } from './plain.ts';
import { span } from './time.ts';

/** `SELECT AVG(CPUUtilization) FROM …`, as Metrics Insights has it: the function and the metric. */
const SELECT = /^\s*SELECT\s+(\w+)\s*\(\s*"?([^")]+)"?\s*\)/iu;

const MOST = 100;

/** The metric or expression of an alarm that is compared; undefined for alarms without one. */
export function comparedOf({ metrics, condition }: Alarm): AlarmMetric | undefined {
  const candidates = metrics.filter(({ id }) => id !== condition?.bandId);
  return candidates.find(({ returnData }) => returnData) ?? candidates[0];
}

/** What is measured, in few words: `HTTPCode_Target_5XX_Count Sum`, `Error rate`, `CPUUtilization AVG`. */
export function measuredOf(alarm: Alarm): string {
  const metric = comparedOf(alarm);
  if (metric === undefined) {
    return alarm.kind === 'log' ? cut(oneLine(alarm.log?.aggregation ?? 'Log query'), MOST) : 'Value';
  }
  return cut(oneLine(nameOf(metric)), MOST);
}

function nameOf({ expression, label, name, stat, id }: AlarmMetric): string {
  if (expression === undefined) return [name ?? id, stat].filter((part) => part !== undefined).join(' ');
  // A label with `${PROP(…)}` is one for CloudWatch's graphs.
  if (label !== undefined && label !== '' && !label.includes('${')) return label;
  const [, aggregate, selected] = SELECT.exec(expression.slice(0, 300)) ?? [];
  return aggregate === undefined || selected === undefined ? expression : `${selected} ${aggregate}`;
}

/** A metric with all that tells it from others: `AWS/EC2 CPUUtilization, Average over 5 min, InstanceId i-1`. */
export function metricLine({ namespace, name, id, stat, period, dimensions, account }: AlarmMetric): string {
  const parts = [
    [namespace, name ?? id].filter((part) => part !== undefined).join(' '),
    statOver({ stat, period }),
    pairs(dimensions),
    account === undefined ? '' : `in ${account}`,
  ];
  return oneLine(parts.filter((part) => part !== '').join(', '));
}

/** `InstanceId i-1, AutoScalingGroupName web`. */
export function pairs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function statOver({ stat, period }: Pick<AlarmMetric, 'stat' | 'period'>): string {
  const over = period === undefined ? undefined : `over ${span(period * 1000)}`;
  return [stat, over].filter((part) => part !== undefined).join(' ');
}
