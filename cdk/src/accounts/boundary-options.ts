import type { AccountPlace } from './account-place.ts';

export interface PermissionsBoundaryProps {
  /** Known beforehand, as the roles of all stacks of the account have it. */
  readonly policyName: string;
  /** Name of the function behind `AccountSetting`, and of its role, which alone may change settings of the account. */
  readonly settingsFunction: string;
  /** Names of the archive's buckets where they are in this account; default none. */
  readonly archiveBuckets?: readonly string[] | undefined;
  /** With `alias/`, `*` allowed: keys that only administrators of keys may change; default `alias/cmk-*`. */
  readonly keyAliases?: readonly string[] | undefined;
  /** ARNs of roles and users, `*` allowed, that administer those keys; default `allow-full-access-from-other-accounts`. */
  readonly keyAdministrators?: readonly string[] | undefined;
  /** Names of the roles that may make users and their credentials; default none, as users live in one account only. */
  readonly userAdministrators?: readonly string[] | undefined;
  /** What ssh-key-sync has in this account; default nothing. */
  readonly sshKeys?: BoundedSshKeys | undefined;
  /** Names of what auto-update has in this account, `*` allowed; default nothing. */
  readonly updates?: string | undefined;
}

/** What says who may log in to hosts; all default none. */
export interface BoundedSshKeys {
  /** Name of the bucket that hosts fetch from. */
  readonly bucket?: string | undefined;
  /** Name of the document that hosts run. */
  readonly document?: string | undefined;
  /** Path of the tree of parameters that has keys of users, such as `/ssh-keys`. */
  readonly parameters?: string | undefined;
}

/** With where it holds. */
export interface BoundaryOptions extends PermissionsBoundaryProps, AccountPlace {}
