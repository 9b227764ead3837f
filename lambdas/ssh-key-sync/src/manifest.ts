/** What the hosts of one group are to look like. */
export interface Manifest {
  readonly hostGroup: string;
  readonly version: number;
  /** In seconds since the epoch. */
  readonly issued: number;
  /** In seconds since the epoch. */
  readonly expires: number;
  readonly onExpiry: 'keep' | 'lock';
  readonly endSessions: boolean;
  /** In the order of their login names. */
  readonly users: readonly ManifestUser[];
}

export interface ManifestUser {
  readonly login: string;
  readonly uid: number;
  /** `keep`: of the break-glass user, who may become root, and is not locked when the manifest expires. */
  readonly right: 'login' | 'sudo' | 'keep';
  /** In the order of their comments. */
  readonly keys: readonly ManifestKey[];
}

export interface ManifestKey {
  /** `TYPE BASE64`. */
  readonly body: string;
  /** `LOGIN:KEYID`; no spaces. */
  readonly comment: string;
}
