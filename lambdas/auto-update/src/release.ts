/** What hosts are brought to, as one environment tells it the next. */
export interface Release {
  /** The run that it began with, in the first environment. */
  readonly id: string;
  /** Of mode `refresh`. */
  readonly image?: Image | undefined;
  /**
   * By platform such as `amzn-2023`, `ubuntu-24.04`, `debian-12`: what its packages are pinned to, as the host takes it: `releasever:2023.9.20260101`,
   * `snapshot:20261122T020000Z`. A platform that is not there, or `none`, cannot be pinned: its hosts get what is newest, which is at least
   * what the environment before had.
   */
  readonly pins: Readonly<Record<string, string>>;
}

export interface Image {
  /** `ami-…`. */
  readonly id: string;
  readonly name?: string | undefined;
  readonly architecture: string;
  /** In milliseconds since the epoch. */
  readonly created: number;
}

/** A release that an environment has run well with. */
export interface Promoted {
  readonly release: Release;
  /** When its run ended. */
  readonly at: number;
}

/** What an environment says of a fleet in the table of promotions; the newest release first, at most 40. */
export interface PromotionRecord {
  readonly environment: string;
  readonly fleet: string;
  readonly releases: readonly Promoted[];
  /** When an alarm of its policy last fired, or a run ended otherwise than `done`. */
  readonly disturbed?: number | undefined;
  /** Until when somebody has looked: days after it are not known to have been quiet. Written hourly; absent from earlier releases of this Lambda. */
  readonly looked?: number | undefined;
}
