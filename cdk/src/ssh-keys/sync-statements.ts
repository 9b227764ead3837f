import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { queueStatement } from '../lambda/queue-statement.ts';
import type { HostGroup } from './host-groups.ts';
import { sendStatements } from './send-statements.ts';

export interface SyncStatementsProps {
  readonly partition: string;
  readonly region: string;
  /** Of the function and the users; 12 digits. */
  readonly account: string;
  readonly queueArn: string;
  readonly bucketName: string;
  /** Tree of parameters; default none. */
  readonly parameters?: string | undefined;
  /** Roles by which users of other accounts are read, and hosts of other accounts are told. */
  readonly roleArns: readonly string[];
  /** That are sent to those. */
  readonly documentNames: readonly string[];
  /** Groups of hosts in this account. */
  readonly ownHosts: readonly Pick<HostGroup, 'tags'>[];
}

/** What the Lambda ssh-key-sync may do besides logging: lambdas/ssh-key-sync/README.md, "IAM". */
export function syncStatements(props: SyncStatementsProps): readonly PolicyStatement[] {
  const { partition, region, account, queueArn, bucketName, parameters, roleArns, ownHosts } = props;
  const iam = `arn:${partition}:iam::${account}`;
  const bucket = `arn:${partition}:s3:::${bucketName}`;
  const tree = `arn:${partition}:ssm:${region}:${account}:parameter${parameters}`;
  return [
    queueStatement(queueArn),
    ...when([`${iam}:group/*`, `${iam}:user/*`], {
      sid: 'Users',
      actions: [
        'iam:GetGroup',
        'iam:GetUser',
        'iam:ListGroupsForUser',
        'iam:ListSSHPublicKeys',
        'iam:GetSSHPublicKey',
      ],
    }),
    ...when(parameters === undefined ? [] : [tree, `${tree}/*`], {
      sid: 'Tree',
      actions: ['ssm:GetParametersByPath'],
    }),
    // Without it what is not there looks like what may not be read.
    ...when([bucket], { sid: 'List', actions: ['s3:ListBucket'] }),
    ...when([`${bucket}/*`], { sid: 'Read', actions: ['s3:GetObject'] }),
    ...when([`${bucket}/state.json`, `${bucket}/manifests/*`], { sid: 'Write', actions: ['s3:PutObject'] }),
    ...(ownHosts.length === 0 ? [] : sendStatements({ ...props, groups: ownHosts })),
    ...when(roleArns, { sid: 'Roles', actions: ['sts:AssumeRole'] }),
  ];
}

/** Nothing where it would be on nothing. */
function when(
  resources: readonly string[],
  { sid, actions }: { readonly sid: string; readonly actions: readonly string[] },
): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [new PolicyStatement({ sid, actions: [...actions], resources: [...resources] })];
}
