import type { Watched, WatchedMetric } from '../alarms/watched.ts';

/** Of a rule that could not deliver. */
export function ofRule(rule: string): Watched {
  return {
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensions: { RuleName: rule },
    statistic: 'Sum',
    threshold: 0,
    description: `The rule ${rule} cannot deliver: changes are found by whole reads alone, which takes longer. Look at its target and at what that lets in. ${section('Bounds')}`,
  };
}

/** How the Lambda calls itself in its metrics. */
const SERVICE = 'ssh-key-sync';

/** A part of the Lambda's README, for descriptions. */
export function section(title: string): string {
  return `README of lambdas/ssh-key-sync: "${title}"`;
}

/** A metric of the Lambda. */
export function own(metricName: string, statistic: WatchedMetric['statistic']): WatchedMetric {
  return { namespace: 'Kmscrypt', metricName, dimensions: { service: SERVICE }, statistic };
}
