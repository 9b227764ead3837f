import type { RefreshFleet } from '../config.ts';
import type { GroupView } from '../groups.ts';
import type { Image } from '../release.ts';
import type { Held } from '../held.ts';
import { capacityProblems } from './capacity-problems.ts';
import { imageProblems } from './image-problems.ts';
import { lackingHosts } from './lacking.ts';
import { templateProblems } from './template-problems.ts';

/** Statuses of a refresh that is over (EC2 Auto Scaling API reference, InstanceRefresh, Status). */
const OVER = new Set(['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful']);

export function isOver(status: string): boolean {
  return OVER.has(status);
}

/** Why no refresh of the group can be begun with now, all reasons. Empty: it can. */
export function groupProblems(fleet: RefreshFleet, group: GroupView, image: Image): readonly Held[] {
  const other = group.refreshes.find(({ status }) => !isOver(status));
  return [
    ...templateProblems(fleet, group),
    ...imageProblems(image, group),
    ...capacityProblems(fleet, group, lackingHosts(group.hosts, image.id)),
    ...(other === undefined
      ? []
      : [
          {
            code: 'OTHER_REFRESH',
            text: `group ${fleet.group} has the refresh ${other.id} under way (${other.status}), which is not this run's: it is waited for`,
          } as const,
        ]),
  ];
}
