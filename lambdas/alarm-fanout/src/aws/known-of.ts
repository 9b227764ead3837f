import type { ChildAlarm } from '../alarm.ts';
import type { Known } from '../alarm-reader.ts';
import { compositeOf } from '../events/composite.ts';
import { conditionOf } from '../events/condition.ts';
import { part, textOf } from '../events/json.ts';
import { kindOf } from '../events/kind.ts';
import { logQueryOf } from '../events/log-query.ts';
import { metricsOf } from '../events/metrics.ts';
import type { Described } from './cloudwatch-client.ts';

/** What DescribeAlarms says; its names are those of notifications. */
export function knownOf(
  { type, alarm }: Described,
  place: { readonly account: string; readonly region: string },
): Known {
  const isOfMetrics = type === 'MetricAlarm';
  const metrics = isOfMetrics ? metricsOf(alarm) : [];
  const hasBand = textOf(part(alarm, 'thresholdMetricId')) !== undefined;
  const actionsEnabled = part(alarm, 'actionsEnabled');
  const composite =
    type === 'CompositeAlarm'
      ? compositeOf({ state: alarm, reasonData: undefined, configuration: alarm, ...place })
      : undefined;
  return {
    kind: kindOf({ hasRule: type === 'CompositeAlarm', hasLogQuery: type === 'LogAlarm', hasBand, metrics }),
    description: textOf(part(alarm, 'alarmDescription'), 4096),
    actionsEnabled: typeof actionsEnabled === 'boolean' ? actionsEnabled : undefined,
    state: textOf(part(alarm, 'stateValue'), 100),
    condition: conditionOf({ configuration: alarm, reasonData: undefined, reason: '', metrics }),
    metrics,
    log: type === 'LogAlarm' ? logQueryOf(alarm, {}) : undefined,
    rule: composite?.rule,
    children: composite?.children,
    suppression: composite?.suppression,
  };
}

/** An alarm in a composite alarm's rule. */
export function childOf(alarm: unknown): ChildAlarm | undefined {
  const arn = textOf(part(alarm, 'alarmArn'), 1600);
  const name = textOf(part(alarm, 'alarmName'));
  if (arn === undefined || name === undefined) return undefined;
  return { arn, name, state: textOf(part(alarm, 'stateValue'), 100), isTrigger: false };
}
