import type { Metric, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { NAMESPACE } from '@kmscrypt/lambda';

/** What updaters measure: README.md, "Metrics", but for `HostsFailed`, which ssh-key-sync has, too. */
const METRICS: ReadonlySet<string> = new Set([
  'Calls',
  'ClockOff',
  'EffectsFailed',
  'Fleets',
  'FleetsNotReached',
  'FloorMargin',
  'HostsBehind14Days',
  'HostsBehind30Days',
  'HostsBehind7Days',
  'HostsHeldBack',
  'HostsInFlight',
  'HostsKeptOut',
  'HostsPatched',
  'LeasesLeft',
  'OldestHostDays',
  'RunAgeHours',
  'RunsFailed',
  'TickFailures',
  'Ticks',
]);

/**
 * Whether an alarm is on what an updater says of itself, in whichever environment. Hosts that are behind end by an update alone: an alarm on
 * them that held updates back would do so for good.
 */
export function isOfUpdater({
  Namespace,
  MetricName,
  Metrics = [],
}: Pick<MetricAlarm, 'AlarmName' | 'Namespace' | 'MetricName' | 'Metrics'>): boolean {
  return [{ Namespace, MetricName }, ...Metrics.map(({ MetricStat: stat }) => stat?.Metric)].some(isOwn);
}

function isOwn(metric: Metric | undefined): boolean {
  return metric?.Namespace === NAMESPACE && METRICS.has(metric.MetricName ?? '');
}
