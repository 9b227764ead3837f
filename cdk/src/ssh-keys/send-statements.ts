import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { HostGroup } from './host-groups.ts';

export interface SendStatementsProps {
  readonly partition: string;
  readonly region: string;
  /** That the hosts are in; 12 digits. */
  readonly account: string;
  /** Of the documents that are sent. */
  readonly documentNames: readonly string[];
  /** One or more. */
  readonly groups: readonly Pick<HostGroup, 'tags'>[];
}

/** Finding the hosts of an account, and sending documents of ours to those of some groups: lambdas/ssh-key-sync/README.md, "IAM". */
export function sendStatements(props: SendStatementsProps): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'Hosts', actions: ['ec2:DescribeInstances'], resources: ['*'] }),
    ...commandStatements(props),
  ];
}

/** Sending documents of ours to hosts with the tags of some groups. */
export function commandStatements(props: SendStatementsProps): readonly PolicyStatement[] {
  const { partition, region, account, documentNames, groups } = props;
  const send = 'ssm:SendCommand';
  return [
    new PolicyStatement({
      sid: 'Document',
      actions: [send],
      resources: documentNames.map((name) => `arn:${partition}:ssm:${region}:${account}:document/${name}`),
    }),
    ...tagConditions(groups).map(
      (conditions, index) =>
        new PolicyStatement({
          sid: index === 0 ? 'Tell' : `Tell${index + 1}`,
          actions: [send],
          resources: [`arn:${partition}:ec2:${region}:${account}:instance/*`],
          conditions: { StringEquals: conditions },
        }),
    ),
  ];
}

type TagCondition = Readonly<Record<string, readonly string[]>>;

/** One for all groups that have the same one tag; one each for those of several tags, which all have to fit. */
function tagConditions(groups: SendStatementsProps['groups']): readonly TagCondition[] {
  const conditions: TagCondition[] = [];
  const single = new Map<string, Set<string>>();
  for (const { tags } of groups) {
    const [first, ...others] = Object.entries(tags);
    if (first === undefined) continue;
    if (others.length > 0) {
      conditions.push(
        Object.fromEntries([first, ...others].map(([tag, values]) => [keyOf(tag), [values].flat()])),
      );
      continue;
    }
    const [tag, values] = first;
    single.set(tag, new Set([...(single.get(tag) ?? []), ...[values].flat()]));
  }
  return [...[...single].map(([tag, values]) => ({ [keyOf(tag)]: [...values] })), ...conditions];
}

function keyOf(tag: string): string {
  return `ssm:resourceTag/${tag}`;
}
