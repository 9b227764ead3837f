import type { Fleet } from './config.ts';
import type { Wish } from './control.ts';
import type { Held } from './held.ts';
import type { RefreshState } from './refresh-state.ts';
import type { Promoted, Release } from './release.ts';
import type { Stuck } from './stuck.ts';
import type { Told } from './told.ts';

/**
 * What the Lambda knows of a fleet: one item of the table, written over the version that was read and with the fence that the writer
 * holds. All times are in milliseconds since the epoch, by the clock of the table.
 */
export interface FleetState {
  readonly format: 1;
  /** The run under way. */
  readonly run?: Run | undefined;
  /** The last run that ended. */
  readonly last?: EndedRun | undefined;
  /** What has been decided to be told and may not have been; told again until it surely has. */
  readonly outbox: readonly Told[];
  /** Why nothing is begun with now, for `status`; the codes of the last tick. */
  readonly held: readonly Held[];
  /** When the last tick was. */
  readonly ticked: number;
  /** When its hosts were last looked at; of modes `in-place` and `ecs`. */
  readonly seen?: number | undefined;
  /** Since when some gate could not be read; absent while all can be. */
  readonly unreadable?: number | undefined;
  /** What people should know of and holds nothing back: a freeze parameter or a cluster that is not there. */
  readonly notes?: readonly string[] | undefined;
  /** That no run can begin, though one is due; absent where one can. */
  readonly stuck?: Stuck | undefined;
  /** A release to be told the next environment, until it surely has been. */
  readonly promote?: Promoted | undefined;
  /**
   * What hosts have run well with since a run of mode `in-place` or `ecs` ended `done`; a later one that finds nothing to do confirms it. Absent
   * once hosts have got something else.
   */
  readonly proven?: Release | undefined;
  /** When this fleet was last not quiet, as the table of promotions says. */
  readonly disturbed?: number | undefined;
  /** The same, to be told to that table, until it surely has been. */
  readonly disturbing?: number | undefined;
  /** When the table of promotions was last told that this fleet is looked at. */
  readonly looked?: number | undefined;
  /** That the fleet cannot be looked at; absent while it can be. */
  readonly blind?: Blindness | undefined;
}

/** A fleet that cannot be looked at: AWS forbids it, or has failed with it ever since. */
export interface Blindness {
  readonly since: number;
  /** What the last look said: one line. */
  readonly reason: string;
  readonly isTold?: true | undefined;
  /** Since when hosts are brought in unseen, because the run has to end. */
  readonly ending?: number | undefined;
}

/** One update of a fleet, from its first host to its report. */
export interface Run {
  /** `FLEET-20261122T020000Z`: the fleet and when it began. */
  readonly id: string;
  readonly began: number;
  readonly cause: 'schedule' | 'asked';
  /** As it was when the run began: the run ends by it, whatever the config says by then. */
  readonly fleet: Fleet;
  /** Whether the config has changed since; said once. */
  readonly isConfigOld?: true | undefined;
  /** Hosts when it began. */
  readonly size: number;
  /** What hosts are brought to. */
  readonly release: Release;
  /** Ids of the hosts that go first. */
  readonly canaries: readonly string[];
  /** Since when all of them have been done and well. */
  readonly canariesDone?: number | undefined;
  /** When all of them had been well for their soak, and had said so: others may follow. */
  readonly canariesWell?: number | undefined;
  /** When hosts were last begun with. */
  readonly lastStart?: number | undefined;
  /** No further host is begun with, and why: those under way are brought to their end. */
  readonly stopped?: 'failures' | 'gave-up' | undefined;
  /** Every host is brought in as soon as it can be. */
  readonly isAborting?: true | undefined;
  /** Who wants that, since when, and why; absent where nobody does. */
  readonly aborted?: Wish | undefined;
  /** Of mode `refresh`. */
  readonly refresh?: RefreshState | undefined;
  /** The fewest hosts that served at any tick. */
  readonly leastServing?: number | undefined;
  /** Whether its beginning has been told: that is when the first host is begun with, so that a run without anything to do is silent. */
  readonly isTold?: true | undefined;
  /** Progress that has been told, in percent. */
  readonly told?: number | undefined;
}

export interface EndedRun {
  readonly id: string;
  readonly began: number;
  readonly ended: number;
  readonly outcome: RunOutcome;
  readonly release: Release;
}

/**
 * `done`: every host is at the release. `partly`: some have failed or were left out. `stopped`: too many have failed. `gave-up`: not ended in
 * time. `rolled-back`: the group is as it was.
 */
export type RunOutcome = 'done' | 'partly' | 'stopped' | 'aborted' | 'gave-up' | 'rolled-back';

export const EMPTY_STATE: FleetState = { format: 1, outbox: [], held: [], ticked: 0 };
