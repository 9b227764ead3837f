/** A role that people assume from the security account; there in every account. */
export interface CrossAccountRole {
  /** As it is called in IAM, such as `allow-read-only-access-from-other-accounts`. */
  readonly name: string;
  /** What `profiles` and groups call it: `read-only`. */
  readonly level: string;
  /** Whether its sessions are the short ones. */
  readonly isShort: boolean;
}

/** In the order in which `profiles` lists them. */
export const CROSS_ACCOUNT_ROLES: readonly CrossAccountRole[] = [
  ...['read-only', 'billing', 'support', 'logs', 'dev', 'full', 'iam-admin'].map((level) => ({
    name: `allow-${level}-access-from-other-accounts`,
    level,
    isShort: false,
  })),
  ...['ssh', 'auto-deploy'].map((level) => ({ name: `allow-${level}-access`, level, isShort: true })),
];
