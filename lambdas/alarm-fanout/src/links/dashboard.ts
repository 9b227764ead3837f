import { consoleLink, inFragment } from './console.ts';
import { httpsLink } from './runbook.ts';

/** What PutDashboard takes. */
const NAME = /^[\w-]{1,255}$/;

/** Where a dashboard is that a tag names: by its URL, or by the name of a dashboard of CloudWatch. */
export function dashboardLink(tag: string | undefined, region: string): string | undefined {
  const name = tag?.trim() ?? '';
  return NAME.test(name) ? consoleLink(region, `dashboards/dashboard/${inFragment(name)}`) : httpsLink(name);
}
