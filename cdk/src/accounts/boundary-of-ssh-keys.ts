import { exceptFor, type Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';
import { roleName } from './roles.ts';

/** Who may log in to hosts is what IAM says: nobody changes what hosts run, who writes what they fetch, or others' keys. */
export function denialsOfSshKeys({ sshKeys = {}, account, partition }: BoundaryOptions): readonly Denial[] {
  const { bucket, document, parameters } = sshKeys;
  const kept = [
    ...(bucket === undefined ? [] : [`arn:${partition}:s3:::${bucket}`]),
    ...(document === undefined ? [] : [`arn:${partition}:ssm:*:${account}:document/${document}`]),
  ];
  return [
    ...when(kept, {
      sid: 'SshKeysStay',
      actions: [
        's3:DeleteBucket*',
        's3:PutBucketPolicy',
        's3:PutLifecycleConfiguration',
        'ssm:DeleteDocument',
        'ssm:UpdateDocument*',
      ],
    }),
    // Users, who have no boundary, put and delete their own.
    ...when(parameters === undefined ? [] : [`arn:${partition}:ssm:*:${account}:parameter${parameters}/*`], {
      sid: 'SshKeyParametersStay',
      actions: ['ssm:DeleteParameter*', 'ssm:PutParameter'],
      conditions: exceptFor([`arn:${partition}:iam::${account}:role/${roleName('full')}`]),
    }),
  ];
}

function when(resources: readonly string[], denial: Omit<Denial, 'resources'>): readonly Denial[] {
  return resources.length === 0 ? [] : [{ ...denial, resources }];
}
