import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Host, Target } from '../../view.ts';
import { listOf } from '../all-pages.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach } from '../lots.ts';

/** A target group as it is: all its targets, which come on one page. Undefined: there is no such group. */
export async function targetsOf(
  calls: AwsCalls,
  group: string,
  signal: AbortSignal,
): Promise<readonly TargetHealthDescription[] | undefined> {
  try {
    const answer = await calls.describeTargetHealth({ TargetGroupArn: group }, signal);
    const targets = listOf('ELB DescribeTargetHealth', answer.TargetHealthDescriptions);
    // Asked for by name it would be listed though it is not there.
    return targets.filter(({ TargetHealth: health }) => health?.Reason !== 'Target.NotRegistered');
  } catch (error) {
    if (isNoGroup(error)) return undefined;
    throw error;
  }
}

/** That there is no such target group. */
export function isNoGroup(error: unknown): boolean {
  return awsNameOf(error) === 'TargetGroupNotFound';
}

interface InGroups {
  readonly hosts: readonly Host[];
  readonly groups: readonly string[];
  /** Targets that hosts had when we took them out, by id of the host. */
  readonly had: Readonly<Record<string, readonly Target[]>>;
}

/**
 * Hosts, and how they stand in target groups: a host serves where it is healthy in each group that it has a target in, or had. One that has
 * none anywhere does not serve.
 */
export async function withTargets(
  calls: AwsCalls,
  { hosts, groups, had }: InGroups,
  signal: AbortSignal,
): Promise<readonly Host[]> {
  if (groups.length === 0 || hosts.length === 0) return hosts;
  const found = await forEach(groups, async (group) => {
    const targets = await targetsOf(calls, group, signal);
    return {
      group,
      isThere: targets !== undefined,
      byHost: Map.groupBy(targets ?? [], ({ Target }) => Target?.Id ?? ''),
    };
  });
  return hosts.map((host) => {
    const all = found.map(({ group, isThere, byHost }) => ({
      group,
      isThere,
      targets: byHost.get(host.id) ?? [],
    }));
    const known = new Set(had[host.id]?.map(({ group }) => group));
    const own = all.filter(
      ({ group, isThere, targets }) => isThere && (targets.length > 0 || known.has(group)),
    );
    return inGroups(host, own.length > 0 ? own : all);
  });
}

interface InGroup {
  readonly group: string;
  readonly isThere: boolean;
  /** Of the host: one for each port. */
  readonly targets: readonly TargetHealthDescription[];
}

function inGroups(host: Host, all: readonly InGroup[]): Host {
  const standing = all.map(({ targets }) => standingOf(targets));
  const service = standing.every((each) => each === 'in')
    ? 'in'
    : standing.every((each) => each === 'out')
      ? 'out'
      : 'leaving';
  const why = host.why ?? all.map(whyNot).find((each) => each !== undefined);
  return {
    ...host,
    isServing: why === undefined,
    why,
    service,
    isPartly: service === 'leaving' && standing.includes('in') ? true : undefined,
    targets: all.flatMap(({ group, targets }) =>
      targets.flatMap(({ Target }) => (Target?.Port === undefined ? [] : [{ group, port: Target.Port }])),
    ),
  };
}

function standingOf(targets: readonly TargetHealthDescription[]): Host['service'] {
  if (targets.length === 0) return 'out';
  return targets.some((target) => isDraining(target)) ? 'leaving' : 'in';
}

export function isDraining({ TargetHealth: health }: TargetHealthDescription): boolean {
  return health?.State === 'draining';
}

function whyNot({ group, isThere, targets }: InGroup): string | undefined {
  const name = nameOf(group);
  if (!isThere) return `there is no target group ${name}`;
  if (targets.length === 0) return `it is no target of ${name}`;
  const bad = targets.find(({ TargetHealth: health }) => health?.State !== 'healthy')?.TargetHealth;
  if (bad === undefined) return undefined;
  return `it is ${bad.State ?? 'in no state'} in ${name}${bad.Reason === undefined ? '' : ` (${bad.Reason})`}`;
}

/** `arn:…:targetgroup/NAME/ID` */
export function nameOf(group: string): string {
  return group.split('/').at(-2) ?? group;
}
