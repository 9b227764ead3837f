import type { FailureCode } from './failure.ts';
import type { HeldCode } from './held.ts';
import type { Fleet, HostFleet } from './config.ts';
import type { Release } from './release.ts';
import type { Control, Wish } from './control.ts';
import type { FleetState } from './state.ts';
import type { HostRecord } from './host-record.ts';
import type { StepAction } from './step.ts';
import type { FleetView, Gates } from './view.ts';

/** All that a tick decides from. */
export interface PlanInput {
  /** Of the config: the name of this environment. */
  readonly environment: string;
  /** Of the config, as it is now; absent where the config no longer has it, but a run does. */
  readonly fleet?: Fleet | undefined;
  readonly state: FleetState;
  readonly control: Control;
  readonly gates: Gates;
  /** Releases that may be used, see usableOf of promotion.ts. */
  readonly releases: Usable;
  /** By the clock of the table. */
  readonly now: number;
}

export interface HostPlanInput extends PlanInput {
  /** The fleet that is followed: that of the run, where one is under way. */
  readonly following: HostFleet;
  readonly view: FleetView;
  /** By id; of this run and earlier ones. */
  readonly records: Readonly<Record<string, HostRecord>>;
}

/**
 * Which release an environment may bring its hosts to. `newest`: the first environment, or one without an order. `promoted`: what the
 * environment before has been quiet with. `none`: there is nothing yet, and why.
 */
export type Usable =
  | { readonly kind: 'newest' }
  | { readonly kind: 'promoted'; readonly release: Release; readonly environment: string }
  | { readonly kind: 'none'; readonly reason: string };

/** What a tick does: first `state` and `records` are written, then `effects` are carried out. */
export interface HostPlan {
  readonly state: FleetState;
  /** Those that are new or have changed. */
  readonly records: readonly HostRecord[];
  /** In this order; each can be done again without harm. */
  readonly effects: readonly Effect[];
  /** The run that has ended with this tick. */
  readonly report?: RunReport | undefined;
  /** How the fleet stands against its floor, for metrics and `status`. */
  readonly standing: Standing;
}

export type Effect =
  | { readonly kind: 'take-out'; readonly hosts: readonly string[] }
  | { readonly kind: 'bring-in'; readonly hosts: readonly string[] }
  | {
      readonly kind: 'send';
      readonly action: StepAction;
      /** The same for all of them. */
      readonly step: string;
      /** Empty: none. The same for all of them. */
      readonly pin: string;
      readonly hosts: readonly string[];
    };

export interface Standing {
  /** Hosts that count: those of the fleet, and those that were lost in this run and not replaced. */
  readonly size: number;
  readonly serving: number;
  /** Never fewer than this. */
  readonly floor: number;
  /** Hosts in service above the floor. Hosts that have just come and do not serve yet raise no floor here: nothing has been lost with them. */
  readonly margin: number;
  /** In phases from `taking-out` to `soaking`. */
  readonly inFlight: number;
  /** Hosts that are there and out by our doing, whichever run it was that failed with them; default 0. */
  readonly keptOut?: number | undefined;
  /** Hosts by the day they were last updated or launched, and not since: counts of those older than 7, 14 and 30 days. */
  readonly behind: { readonly days7: number; readonly days14: number; readonly days30: number };
  /** Days; 0 without hosts. */
  readonly oldestDays: number;
}

/** What has become of a run, for people and for the table. */
export interface RunReport {
  readonly format: 1;
  readonly run: string;
  readonly environment: string;
  readonly fleet: string;
  readonly mode: Fleet['mode'];
  readonly began: number;
  readonly ended: number;
  readonly outcome: 'done' | 'partly' | 'stopped' | 'aborted' | 'gave-up' | 'rolled-back';
  /** Of a group: why it is rolled back, or is not done; one line. */
  readonly reason?: string | undefined;
  /** What packages or image hosts were brought to, in words: `image ami-…`, `pinned to …`, `at least what dev has`. */
  readonly release: string;
  readonly hosts: readonly HostLine[];
  /** Who has aborted it, when, and why. */
  readonly aborted?: Wish | undefined;
  /** The host that was last updated the longest ago. */
  readonly oldest?: { readonly id: string; readonly days: number } | undefined;
  /** The fewest that served at any tick, and the floor. */
  readonly leastServing?: number | undefined;
  readonly floor?: number | undefined;
}

export interface HostLine {
  readonly id: string;
  readonly name?: string | undefined;
  readonly zone: string;
  readonly result: 'updated' | 'nothing to do' | 'failed' | 'left out' | 'gone';
  /** Why it failed or was left out. */
  readonly why?: string | undefined;
  /** That of `why`. */
  readonly code?: FailureCode | HeldCode | undefined;
  /** Whether it is out of service still. */
  readonly isOut: boolean;
  /** Kernel, image or release, before and after. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly packages: number;
  /** Some of them, `name from → to`. */
  readonly changes: readonly string[];
  /** What its packages were really pinned to, as it says; absent: to nothing, or nobody knows. */
  readonly pin?: string | undefined;
  /** Of a host that is well: what people should know of it all the same, such as a pin that was not kept. One line each. */
  readonly remarks?: readonly string[] | undefined;
  readonly hasRebooted: boolean;
  /** Minutes between out and in; absent where it was never out. */
  readonly minutesOut?: number | undefined;
}
