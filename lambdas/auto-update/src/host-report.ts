/** What the script on a host says of it; absent: it does not say. */
export interface HostReport {
  /** Of its kernel, new with each boot. */
  readonly boot: string;
  /** The kernel that runs. */
  readonly kernel: string;
  /** Such as `debian-12`. */
  readonly platform: string;
  readonly architecture: string;
  /** Packages of the scope that can still be updated, and those of them that are of security; -1 where nobody can tell. */
  readonly updates: number;
  readonly security: number;
  readonly needsReboot: boolean;
  /** Of all packages with their versions: 16 hex digits. */
  readonly digest: string;
  /** `releasever:…`, `snapshot:…` or `none`. */
  readonly pin: string;
  readonly isHealthy: boolean;
  /** One line each. */
  readonly problems: readonly string[];
  /** Some of those that were updated, or can be. */
  readonly packages: readonly PackageChange[];
  /** How many more there are. */
  readonly morePackages: number;
}

export interface PackageChange {
  readonly name: string;
  /** Empty where it is new. */
  readonly from: string;
  readonly to: string;
}

/** What came of a step, as the host says. */
export interface StepResult {
  /** Of the step. */
  readonly step: string;
  /** `nothing`: there was nothing to do. `refused`: something else is at work there, or it cannot; nothing was done. */
  readonly result: 'ok' | 'nothing' | 'failed' | 'refused' | 'running';
  /** What became of its packages: `broken`: some are half there. */
  readonly packages: 'unchanged' | 'changed' | 'broken';
  readonly report: HostReport;
}
