import { exceptFor, type Denial } from './boundary-denial.ts';
import type { BoundaryOptions } from './boundary-options.ts';
import { roleName } from './roles.ts';

/** What updates hosts runs on them as root: nobody changes what they run, and nobody becomes or changes who sends it. */
export function denialsOfUpdates({ updates, account, partition }: BoundaryOptions): readonly Denial[] {
  if (updates === undefined) return [];
  const role = `arn:${partition}:iam::${account}:role/${updates}`;
  return [
    {
      sid: 'UpdatesStay',
      actions: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:DeleteRole*',
        'iam:PassRole',
        'iam:PutRole*',
        'iam:UpdateAssumeRolePolicy',
        'lambda:UpdateFunction*',
        'ssm:DeleteDocument',
        'ssm:UpdateDocument*',
      ],
      resources: [
        role,
        `arn:${partition}:lambda:*:${account}:function:${updates}`,
        `arn:${partition}:ssm:*:${account}:document/${updates}`,
      ],
    },
    {
      // What it says is done: which hosts are out, and what other environments take over.
      sid: 'UpdateStateStays',
      actions: [
        'dynamodb:BatchWriteItem',
        'dynamodb:Delete*',
        'dynamodb:PartiQL*',
        'dynamodb:Put*',
        'dynamodb:Update*',
      ],
      resources: [`arn:${partition}:dynamodb:*:${account}:table/${updates}`],
      conditions: exceptFor([role, `arn:${partition}:iam::${account}:role/${roleName('full')}`]),
    },
  ];
}
