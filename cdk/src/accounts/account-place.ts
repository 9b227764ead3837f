/** Where a policy holds. */
export interface AccountPlace {
  readonly partition: string;
  /** 12 digits. */
  readonly account: string;
}
