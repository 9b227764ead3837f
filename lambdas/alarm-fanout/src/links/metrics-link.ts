import type { AlarmMetric, Condition } from '../alarm.ts';
import type { AlarmEvent } from '../told.ts';
import { isBand } from '../events/condition.ts';
import { deepLink, percentEncoded } from './console.ts';
import { windowAround } from './window.ts';

/** Longer ones are refused by vendors, and cut by mail programs. */
const MOST_OF_URL = 2000;

/**
 * The alarm's metrics in the console, around the change, with its threshold. The graph is JSON in the fragment, as Grafana links
 * to the console, too.
 *
 * @returns undefined where there are none, or too many for a link
 */
export function metricsLink({ metrics, condition, region, at }: AlarmEvent): string | undefined {
  if (metrics.length === 0) return undefined;
  const longest = Math.max(...metrics.map(({ period }) => period ?? condition?.period ?? 300));
  const graph = {
    view: 'timeSeries',
    stacked: false,
    region,
    ...windowAround(at, longest),
    metrics: metrics.map(rowOf),
    ...annotationsOf(condition),
  };
  const link = deepLink(region, `metricsV2:graph=${percentEncoded(JSON.stringify(graph))}`);
  return link.length > MOST_OF_URL ? undefined : link;
}

/** Source: CloudWatch API reference, "Dashboard body structure and syntax", metrics array. */
function rowOf({
  id,
  label,
  returnData,
  expression,
  namespace,
  name,
  dimensions,
  stat,
  period,
  account,
}: AlarmMetric): readonly unknown[] {
  // Ids of alarms of one metric are UUIDs, which the console does not take.
  const named = /^[a-z]\w*$/.test(id) ? { id } : {};
  const visible = returnData || isBand(expression) ? {} : { visible: false };
  if (expression !== undefined) return [{ expression, label, period, ...named, ...visible }];
  const options = { stat, period, label, accountId: account, ...named, ...visible };
  return [namespace, name, ...Object.entries(dimensions).flat(), options];
}

function annotationsOf(condition: Condition | undefined): object {
  const { threshold } = condition ?? {};
  return threshold === undefined
    ? {}
    : { annotations: { horizontal: [{ label: 'Threshold', value: threshold }] } };
}
