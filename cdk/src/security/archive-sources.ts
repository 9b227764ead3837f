/** Whose logs an archive takes. */
export interface ArchiveSources {
  readonly partition: string;
  /** Of the archive; the accounts' trails are at home here, too. */
  readonly region: string;
  /** 12 digits each. */
  readonly accounts: readonly string[];
  /** Of the trail in each of them. */
  readonly trailName: string;
}

export function trailArns({ partition, region, accounts, trailName }: ArchiveSources): readonly string[] {
  return accounts.map((account) => `arn:${partition}:cloudtrail:${region}:${account}:trail/${trailName}`);
}

/** Log deliveries, such as those of flow logs, of any account: a condition on `aws:SourceAccount` says of which. */
export function anyDelivery({ partition, region }: ArchiveSources): string {
  return `arn:${partition}:logs:${region}:*:*`;
}
