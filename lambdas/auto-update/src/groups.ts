import type { RefreshPreferences } from './group/preferences.ts';
import type { RefreshFleet } from './config.ts';
import type { PlanInput, RunReport, Standing } from './plan-types.ts';
import type { Image } from './release.ts';
import type { FleetState } from './state.ts';

/** An Auto Scaling group of mode `refresh`, as AWS shows it at one time. */
export interface GroupView {
  readonly at: number;
  readonly desired: number;
  readonly max: number;
  readonly hosts: readonly GroupHost[];
  /** The launch template of the group; `version` as the group has it: a number, `$Latest` or `$Default`. Absent where it has none. */
  readonly template?: { readonly id: string; readonly version: string } | undefined;
  /** Of that version, or of the one that `$Latest` stands for: `ami-…`, or an alias `resolve:ssm:…`. */
  readonly image?: string | undefined;
  /** When the newest image of the hosts and of that version was made, in milliseconds since the epoch; absent where none is known any more. */
  readonly imageCreated?: number | undefined;
  /** The image that the parameter, or the release, names; or why there is none. */
  readonly newest: { readonly image: Image } | { readonly problem: string };
  /** What the parameter `current` holds; absent where the fleet has none, or it is not there yet. */
  readonly current?: string | undefined;
  /** The refreshes that AWS knows of, the newest first. */
  readonly refreshes: readonly Refresh[];
  /** Processes of the group that are suspended, such as `Launch`. */
  readonly suspended: readonly string[];
  /** Of a mixed instances policy. */
  readonly mixed?: MixedInstances | undefined;
}

export interface MixedInstances {
  /** Instance types of its overrides; empty: that of the template. */
  readonly types: readonly string[];
  /** Whether an override chooses types by attributes, names a template or an image of its own, or has a weight. */
  readonly hasRequirements: boolean;
  readonly hasTemplates: boolean;
  readonly hasImages: boolean;
  readonly hasWeights: boolean;
}

export interface GroupHost {
  readonly id: string;
  readonly zone: string;
  readonly image: string;
  readonly architecture: string;
  /** Absent where EC2 does not show it yet. */
  readonly launched?: number | undefined;
  readonly name?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** In service and healthy, as the group says. */
  readonly isServing: boolean;
  /** AWS's, such as `InService`. */
  readonly lifecycle: string;
  /** From scale-in: a refresh leaves it as it is. */
  readonly isProtected: boolean;
}

export interface Refresh {
  readonly id: string;
  /** AWS's, such as `InProgress`. */
  readonly status: string;
  readonly reason?: string | undefined;
  readonly percent: number;
  readonly began: number;
  /** Of the template that it brings. */
  readonly template?: string | undefined;
  readonly version?: string | undefined;
}

export interface RefreshPlanInput extends PlanInput {
  readonly following: RefreshFleet;
  /** Undefined: there is no such group. */
  readonly group: GroupView | undefined;
}

export type RefreshEffect =
  | {
      readonly kind: 'make-version';
      readonly template: string;
      readonly source: number;
      readonly image: string;
      readonly token: string;
    }
  | {
      readonly kind: 'start';
      readonly template: string;
      readonly version: number;
      /** The version that the group has: where it has another by then, nothing is started. */
      readonly from: number;
      readonly preferences: RefreshPreferences;
    }
  /** Of this refresh and no other. */
  | { readonly kind: 'roll-back'; readonly refresh: string }
  | { readonly kind: 'cancel'; readonly refresh: string }
  /** Writes the parameter `current`. */
  | { readonly kind: 'keep-image'; readonly image: string };

export interface RefreshPlan {
  readonly state: FleetState;
  /** In this order; each can be done again without harm. */
  readonly effects: readonly RefreshEffect[];
  readonly report?: RunReport | undefined;
  readonly standing: Standing;
}

/** Auto Scaling, launch templates and images. Rejects with KmscryptError. */
export interface Groups {
  /** Undefined where there is no such group. @param wanted the image of a promoted release, instead of that of the parameter */
  look(
    fleet: RefreshFleet,
    wanted: Image | undefined,
    signal: AbortSignal,
  ): Promise<Omit<GroupView, 'at'> | undefined>;
  /** Carries one out. @returns what is known by it: the number of the version, the id of the refresh. */
  carryOut(fleet: RefreshFleet, effect: RefreshEffect, signal: AbortSignal): Promise<CarriedOut>;
}

export interface CarriedOut {
  readonly version?: number | undefined;
  readonly refresh?: string | undefined;
  /** AWS refuses it, and would again: one line. */
  readonly refused?: string | undefined;
  /** It failed, and may go well the next time: one line. */
  readonly failed?: string | undefined;
}
