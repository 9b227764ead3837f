import type { MixedInstancesPolicy, RefreshPreferences } from '@aws-sdk/client-auto-scaling';
import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Machine } from './machine.ts';
import type { World } from './world.ts';

/** Auto Scaling groups, launch templates and images, on the clock of a world whose machines their hosts are. */
export interface Estate {
  readonly world: World;
  readonly groups: Map<string, Group>;
  readonly templates: Map<string, SimulatedTemplate>;
  readonly images: Map<string, SimulatedImage>;
  /** Of hosts and refreshes, so that ids are never used again. */
  count: number;
}

export interface Group {
  readonly name: string;
  /** As it was last saved. */
  template: { readonly id: string; readonly version: string };
  mixed?: MixedInstancesPolicy | undefined;
  desired: number;
  readonly min: number;
  readonly max: number;
  readonly zones: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly members: Map<string, Member>;
  readonly suspended: Set<string>;
  readonly refreshes: SimulatedRefresh[];
  /** In milliseconds, from launch to `InService`. */
  launchTime: number;
  /** In milliseconds, from `InService` until a bad image is found unhealthy. */
  failTime: number;
  /** Whether EC2 has no capacity. */
  isRefused: boolean;
  /** Whether it is to be looked at already. */
  isDue: boolean;
}

export interface Member {
  readonly machine: Machine;
  readonly version: string;
  lifecycle: 'Pending' | 'InService' | 'Terminating' | 'Standby';
  isHealthy: boolean;
  isProtected: boolean;
  /** When it came into this lifecycle state. */
  since: number;
  /** The refresh that has launched it. */
  readonly by?: string | undefined;
}

export type RefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Baking'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackFailed'
  | 'RollbackSuccessful';

export interface SimulatedRefresh {
  readonly id: string;
  readonly began: number;
  readonly preferences: RefreshPreferences;
  /** Absent: the group's own. */
  readonly desired?: { readonly id: string; readonly version: string } | undefined;
  readonly mixed?: MixedInstancesPolicy | undefined;
  status: RefreshStatus;
  reason?: string | undefined;
  ended?: number | undefined;
  percent: number;
  /** Since when it cannot go on. */
  stuck?: number | undefined;
  /** Checkpoints that have been reached, and until when it waits at the last. */
  reached: number;
  waitsUntil?: number | undefined;
  bakesUntil?: number | undefined;
}

export function createEstate(world: World): Estate {
  return { world, groups: new Map(), templates: new Map(), images: new Map(), count: 0 };
}

export function activeRefresh({ refreshes }: Group): SimulatedRefresh | undefined {
  return refreshes.find(({ ended }) => ended === undefined);
}

export interface SimulatedImage {
  readonly id: string;
  readonly name?: string | undefined;
  readonly architecture: 'x86_64' | 'arm64';
  readonly created: number;
  state: 'available' | 'pending' | 'failed' | 'disabled';
  /** Hosts of it are never healthy. */
  isBad?: boolean | undefined;
}

export interface TemplateVersion {
  readonly number: number;
  readonly data: RequestLaunchTemplateData;
  readonly token?: string | undefined;
  /** What was asked for with the token. */
  readonly asked?: string | undefined;
}

export interface SimulatedTemplate {
  readonly id: string;
  readonly versions: TemplateVersion[];
  readonly default: number;
  /** By a number, `$Latest` or `$Default`. */
  of(version: string): TemplateVersion | undefined;
}
