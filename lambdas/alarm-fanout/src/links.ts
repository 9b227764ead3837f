import type { Links } from './alarm.ts';
import type { FanoutConfig } from './config.ts';
import { consoleLink, inFragment } from './links/console.ts';
import { dashboardLink } from './links/dashboard.ts';
import { logsLink } from './links/logs-link.ts';
import { metricsLink } from './links/metrics-link.ts';
import { httpsLink, runbookIn } from './links/runbook.ts';
import type { AlarmEvent } from './told.ts';

/**
 * Where people go from an alarm: its page in the console; the runbook that its tag, else its description names; the dashboard of
 * its tag; its metrics, or its log query, around the change.
 *
 * @param tags the names of the tags
 */
export function linksOf(alarm: AlarmEvent, tags: FanoutConfig['links']): Links {
  const { name, region, description } = alarm;
  return {
    console: consoleLink(region, `alarmsV2:alarm/${inFragment(name)}`),
    runbook: httpsLink(tagOf(alarm, tags.runbook)) ?? runbookIn(description ?? ''),
    dashboard: dashboardLink(tagOf(alarm, tags.dashboard), region),
    metrics: metricsLink(alarm) ?? logsLink(alarm),
  };
}

function tagOf({ tags }: AlarmEvent, name: string): string | undefined {
  return Object.hasOwn(tags, name) ? tags[name] : undefined;
}
