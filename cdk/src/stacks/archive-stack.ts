import type { Construct } from 'constructs';
import { roleName } from '../accounts/roles.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { LogArchive } from '../security/log-archive.ts';
import { trailNameOf } from '../security/trail-name-of.ts';

/** The archive of all accounts' logs. */
export class ArchiveStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { config, accounts } = props.plan;
    new LogArchive(this, 'Archive', {
      bucketName: this.names.archiveBucket,
      balancerLogBucketName: this.names.balancerLogBucket,
      keyAlias: this.names.archiveKeyAlias,
      accounts: accounts.map(({ account }) => account),
      trailName: trailNameOf(config.name),
      readers: [`arn:${this.partition}:iam::${this.account}:role/${roleName('logs')}`],
      days: config.security.archiveDays,
    });
  }
}
