import type { HostFleet } from '../config.ts';
import type { Standing } from '../plan-types.ts';
import type { Held } from '../held.ts';
import type { Opening } from './openings.ts';

/** What a run would do with a fleet of hosts. */
export interface HostOutlook {
  readonly kind: 'hosts';
  readonly fleet: string;
  readonly mode: HostFleet['mode'];
  /** In milliseconds since the epoch, as all times. */
  readonly at: number;
  /** The run under way. */
  readonly run?: string | undefined;
  readonly standing: Standing;
  /** Why nothing, or nothing more, is begun with now. */
  readonly held: readonly Held[];
  /** What people should know and holds nothing back. */
  readonly notes: readonly string[];
  /** Until when a window is open; absent where none is. */
  readonly open?: Opening | undefined;
  /** When a window opens next. */
  readonly opens?: Opening | undefined;
  /** When the run would begin; absent where none would. */
  readonly begins?: number | undefined;
  /** When it would end, if every step went well; absent where that is not known. */
  readonly ends?: number | undefined;
  /** What hosts are brought to, in words. */
  readonly release?: string | undefined;
  /** In the order in which they are begun with, if every step goes well. */
  readonly order: readonly PlannedHost[];
  readonly leftOut: readonly LeftOut[];
}

export interface PlannedHost extends Named {
  /** When it is begun with. */
  readonly at: number;
  /** Whether it goes first. */
  readonly isCanary: boolean;
  /** When it was last updated. */
  readonly updated?: number | undefined;
  /** What was found when it was last asked; absent where it was not. */
  readonly known?: KnownPackages | undefined;
}

export interface KnownPackages {
  readonly updates: number;
  /** Of security; -1 where nobody can tell. */
  readonly security: number;
  /** `openssl 3.0.14 → 3.0.15`, some of them. */
  readonly packages: readonly string[];
}

interface Named {
  readonly id: string;
  readonly name?: string | undefined;
  readonly zone: string;
}

export interface LeftOut extends Named {
  readonly why: Held;
}
