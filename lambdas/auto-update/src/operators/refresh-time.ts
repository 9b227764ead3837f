import type { RefreshFleet } from '../config.ts';
import { keptBy, lackingHosts } from '../group/lacking.ts';
import { refreshPreferences } from '../group/preferences.ts';
import type { GroupView } from '../groups.ts';
import type { Image } from '../release.ts';
import { DAY, MINUTE } from '../times.ts';

/** To terminate a host and launch another one, besides its warm-up. */
const LAUNCH = 3 * MINUTE;

/** How long AWS takes to replace the hosts of a group. */
export interface RefreshTime {
  readonly hosts: number;
  readonly atOnce: number;
  /** In milliseconds. */
  readonly least: number;
  /** In milliseconds: it is rolled back then. */
  readonly most: number;
}

/** One lot of hosts after another, with both soaks; undefined where none lacks the image. */
export function refreshTime(fleet: RefreshFleet, group: GroupView, image: Image): RefreshTime | undefined {
  const hosts = lackingHosts(group.hosts, image.id).filter((host) => keptBy(host) === undefined).length;
  if (hosts === 0) return undefined;
  const preferences = refreshPreferences({ fleet, group });
  const { minHealthyPercentage, maxHealthyPercentage, instanceWarmup, checkpointDelay = 0 } = preferences;
  const most = Math.floor((group.desired * maxHealthyPercentage) / 100);
  const atOnce = Math.max(1, most - Math.ceil((group.desired * minHealthyPercentage) / 100));
  const lots = Math.ceil(hosts / atOnce);
  return {
    hosts,
    atOnce,
    least: lots * (instanceWarmup * 1_000 + LAUNCH) + (checkpointDelay + preferences.bakeTime) * 1_000,
    most: fleet.policy.giveUpDays * DAY,
  };
}
