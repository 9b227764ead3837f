import type { Image } from './release.ts';

/** How far the refresh of an Auto Scaling group is. */
export interface RefreshState {
  /**
   * `versioning`: a version of the template with the image is made. `starting` → `refreshing` → `verifying`: every host has the image, for as
   * long as the soak, and the parameter `current` names it. `rolling-back`: the group is brought back to what it was.
   */
  readonly phase: 'versioning' | 'starting' | 'refreshing' | 'verifying' | 'rolling-back';
  readonly since: number;
  /** Of the launch template. */
  readonly template: string;
  /** What the group had: the version of its template, and the image of that. */
  readonly from: { readonly version: number; readonly image: string };
  /** Hosts when the run began, at most {@link MOST_BEFORE}: those that lacked the image first. */
  readonly before: readonly HostBefore[];
  /** Ours; absent until it is made. */
  readonly version?: number | undefined;
  readonly image: Image;
  /** When it was last asked to begin. */
  readonly asked?: number | undefined;
  /** AWS's id; absent until it has surely begun. */
  readonly refresh?: string | undefined;
  /** AWS's own, from 0 to 100. */
  readonly percent?: number | undefined;
  /** Why it is rolled back, or is not done: one line. */
  readonly reason?: string | undefined;
  /** What AWS has refused, and would again. */
  readonly refused?: string | undefined;
}

export interface HostBefore {
  readonly id: string;
  readonly zone: string;
  readonly image: string;
  readonly name?: string | undefined;
}

/** An item of the table holds 400 KB. */
export const MOST_BEFORE = 1_000;
