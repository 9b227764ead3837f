import { ofErrors, ofQueue, type Watched, type WatchedMetric } from '../alarms/watched.ts';

/**
 * The alarms of lambdas/auto-update/README.md, "Metrics", and those of what wakes the Lambda; by the ends of their names.
 *
 * @param name of the function and its queue, by which its metrics are known
 */
export function watchedUpdates(name: string): Readonly<Record<string, Watched>> {
  const own = (metricName: string, statistic: WatchedMetric['statistic']): WatchedMetric => ({
    namespace: 'Kmscrypt',
    metricName,
    dimensions: { service: name },
    statistic,
  });
  return {
    'no-ticks': {
      ...own('Ticks', 'Sum'),
      threshold: 1,
      periods: 3,
      isDue: true,
      description: `No fleet has been looked at for 15 minutes: hosts under way stay as they are. Look at the function's log, its mapping and the rule ${name}-tick. ${LIMITS}`,
    },
    'tick-failures': {
      ...own('TickFailures', 'Sum'),
      threshold: 0,
      periods: 3,
      description: `Ticks have failed for 15 minutes: the log says of which fleet and why, such as a permission or a table that cannot be read. Hosts under way wait. ${LIMITS}`,
    },
    'effects-failed': {
      ...own('EffectsFailed', 'Sum'),
      threshold: 0,
      periods: 3,
      description: `For 15 minutes AWS has refused what ticks had decided: commands, drains or targets. \`kmscrypt-lambda auto-update status\` says of which host and why, such as a permission or a document that is not there. ${LIMITS}`,
    },
    'runs-failed': {
      ...own('RunsFailed', 'Sum'),
      threshold: 0,
      description: `A run ended badly: too many hosts failed, none could be asked, it was rolled back, or gave up. See its report with \`kmscrypt-lambda auto-update report\`. ${OPERATORS}`,
    },
    'hosts-kept-out': {
      ...own('HostsKeptOut', 'Maximum'),
      threshold: 0,
      periods: 2,
      description: `Hosts failed and are kept out of service until somebody has looked at them. See which with \`kmscrypt-lambda auto-update status\`. ${OPERATORS}`,
    },
    'hosts-behind': {
      ...own('HostsBehind30Days', 'Maximum'),
      threshold: 0,
      periods: 2,
      description: `Hosts have not been updated for 30 days. See why they are held back with \`kmscrypt-lambda auto-update status\`. ${OPERATORS}`,
    },
    'below-floor': {
      ...own('FloorMargin', 'Minimum'),
      threshold: 0,
      isLow: true,
      description: `Fewer hosts serve than a fleet has to have: nothing is begun with there. Hosts may have failed for another reason; \`kmscrypt-lambda auto-update abort\` brings in those that are being updated. ${OPERATORS}`,
    },
    errors: {
      ...ofErrors(name, 'Sum'),
      threshold: 0,
      periods: 2,
      description: `The function cannot start, throws, or runs out of time; the log says why, and messages come back. ${LIMITS}`,
    },
    'dead-letters': {
      ...ofQueue(`${name}-dead-letters`, 'ApproximateNumberOfMessagesVisible'),
      threshold: 0,
      description: `Messages were put aside that are no ticks, or that failed for days. Nothing is lost with a tick: the next one does the same. Look at them, and delete them. ${LIMITS}`,
    },
  };
}

function section(title: string): string {
  return `README of lambdas/auto-update: "${title}"`;
}

const LIMITS = section('Limits and failures');
const OPERATORS = section('Operators');
