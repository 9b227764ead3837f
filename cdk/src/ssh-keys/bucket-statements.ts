import { AccountPrincipal, AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { manifestKey, STATUS_KEY } from './host-statements.ts';

export interface BucketStatementsProps {
  readonly bucketArn: string;
  /** The role of the function, which alone writes state and manifests. */
  readonly writerArn: string;
  /** Who may take back what was deleted or overwritten. */
  readonly administratorArns: readonly string[];
  /** Whose hosts read and report. */
  readonly readers: readonly BucketReader[];
}

/** An account with hosts. */
export interface BucketReader {
  /** 12 digits. */
  readonly account: string;
  /** Names of its groups of hosts. */
  readonly hostGroups: readonly string[];
}

/** Who may do what with state, manifests and reports. What hosts may is theirs only as far as their own roles have it, too. */
export function bucketStatements(props: BucketStatementsProps): readonly PolicyStatement[] {
  const { bucketArn, writerArn, administratorArns, readers } = props;
  const written = [`${bucketArn}/state.json`, `${bucketArn}/manifests/*`];
  return [
    ...readers.map(
      ({ account, hostGroups }) =>
        new PolicyStatement({
          sid: `Manifests${account}`,
          principals: [new AccountPrincipal(account)],
          actions: ['s3:GetObject'],
          resources: hostGroups.map((group) => `${bucketArn}/${manifestKey(group)}`),
        }),
    ),
    ...(readers.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: 'Reports',
            principals: readers.map(({ account }) => new AccountPrincipal(account)),
            actions: ['s3:PutObject'],
            resources: [`${bucketArn}/${STATUS_KEY}`],
          }),
        ]),
    // Policies of this account could let any role write any report: it has to be an instance, at least.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    denial('OnlyInstancesReport', {
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/status/*`],
      conditions: { Null: { 'ec2:SourceInstanceARN': 'true' } },
    }),
    denial('OnlyTheFunctionWrites', {
      actions: ['s3:DeleteObject', 's3:PutObject'],
      resources: written,
      conditions: except([writerArn]),
    }),
    // An older manifest, or an older state, would bring back what was revoked.
    denial('OnlyAdministratorsGoBack', {
      actions: ['s3:DeleteObjectVersion'],
      resources: written,
      conditions: except(administratorArns),
    }),
  ];
}

interface DenialOptions {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions: Conditions;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function denial(sid: string, { actions, resources, conditions }: DenialOptions): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions,
    resources,
    ...(Object.keys(conditions).length > 0 && { conditions }),
  });
}

/** Of a denial: nobody is left out where there is none. */
function except(roleArns: readonly string[]): Conditions {
  return roleArns.length === 0 ? {} : { ArnNotEquals: { 'aws:PrincipalArn': [...roleArns] } };
}
