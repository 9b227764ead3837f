import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { FLAGS } from '../../src/flags.ts';
import { namesOf } from '../../src/names.ts';
import { planOf } from '../../src/plan.ts';
import { ArchiveStack } from '../../src/stacks/archive-stack.ts';
import { LAYOUTS } from '../support/configs.ts';

function archiveOf(config: Config): { readonly template: Template; readonly account: string } {
  const plan = planOf(config);
  const stack = plan.stacks.find(({ kind }) => kind === 'archive');
  if (stack === undefined) throw new Error('no archive');
  const app = new App({ context: { ...FLAGS } });
  return { template: Template.fromStack(new ArchiveStack(app, { plan, stack })), account: stack.account };
}

test.each(LAYOUTS)('%s: the archive takes the logs of exactly the accounts of the plan', (_, config) => {
  const { template, account } = archiveOf(config);
  const named = new Set(JSON.stringify(template.toJSON()).match(/\b\d{12}\b/g));
  const accounts = planOf(config).accounts.map((each) => each.account);
  expect([...named].toSorted()).toEqual([...new Set(accounts)].toSorted());
  expect(account).toBe(config.accounts.logs ?? config.accounts['shared-services']);
});

test.each(LAYOUTS)('%s: the archive has the names that others know it by', (_, config) => {
  const { template } = archiveOf(config);
  const { archiveBucket, balancerLogBucket, archiveKeyAlias } = namesOf(config);
  for (const BucketName of [archiveBucket, balancerLogBucket])
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName });
  template.hasResourceProperties('AWS::KMS::Alias', { AliasName: archiveKeyAlias });
});
