import type { HostFleet } from '../config.ts';
import type { Policy } from '../config/policy.ts';
import type { Run } from '../state.ts';
import type { FleetView } from '../view.ts';

/** What a host's next phase is decided from, besides its record and what AWS shows of it. */
export interface Moment {
  readonly run: Run;
  readonly following: HostFleet;
  readonly policy: Policy;
  readonly view: FleetView;
  readonly now: number;
  /** Whether hosts are given work by something that they can be taken out of. */
  readonly hasService: boolean;
}

/** Without ECS and target groups there is nothing that a host could be taken out of. */
export function hasService(fleet: HostFleet): boolean {
  return fleet.mode === 'ecs' || fleet.targetGroups.length > 0;
}
