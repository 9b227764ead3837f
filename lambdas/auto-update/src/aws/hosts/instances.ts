import type { Filter, Instance } from '@aws-sdk/client-ec2';
import { KmscryptError } from '@kmscrypt/core/error';
import type { HostFleet } from '../../config.ts';
import type { Host } from '../../view.ts';
import { allPages } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach } from '../lots.ts';
import { impairedHosts } from './impaired.ts';

/** EC2's most; fewer may come, and none though there is a next page. */
const PAGE = 1_000;
/** Values of one filter, at most. */
export const MOST_VALUES = 200;
/** Those that are shut down for good are as good as terminated. */
const STATES = ['pending', 'running', 'stopping', 'stopped'];

type InPlaceFleet = Extract<HostFleet, { readonly mode: 'in-place' }>;

export function tagFilters(tags: InPlaceFleet['tags']): readonly Filter[] {
  return Object.entries(tags).map(([tag, values]) => ({
    Name: `tag:${tag}`,
    Values: [values].flat().map(withoutWildcards),
  }));
}

/** By their ids, of which one need not be there. */
export function idFilters(ids: readonly string[]): readonly Filter[] {
  return [{ Name: 'instance-id', Values: [...ids] }];
}

/** In filters `*` and `?` stand for others (Amazon EC2 user guide, "Filtering considerations"); a tag's value of the config is itself. */
function withoutWildcards(value: string): string {
  return value.replaceAll(/[\\*?]/g, String.raw`\$&`);
}

/**
 * Instances that are not terminated, as far as EC2 knows: all of them are given work.
 *
 * @param selections filters, those of one selection all at once; whom one of the selections has
 */
export async function instancesBy(
  calls: AwsCalls,
  selections: readonly (readonly Filter[])[],
  signal: AbortSignal,
): Promise<readonly Host[]> {
  const found = await forEach(selections, (filters) =>
    instancesOf(calls, [...filters, { Name: 'instance-state-name', Values: STATES }], signal),
  );
  // One that comes while pages are read may be on two of them.
  const instances = new Map(found.flat().map((each) => [each.InstanceId, each]));
  if (instances.size === 0) return [];
  const impaired = await impairedHosts(calls, signal);
  return [...instances.values()].map((each) => hostOf(each, impaired));
}

async function instancesOf(
  calls: AwsCalls,
  Filters: Filter[],
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const reservations = await allPages('EC2 DescribeInstances', async (from) => {
    const answer = await calls.describeInstances({ Filters, MaxResults: PAGE, NextToken: from }, signal);
    return { items: answer.Reservations, next: answer.NextToken };
  });
  return reservations.flatMap(({ Instances: own = [] }) => own);
}

function hostOf(instance: Instance, impaired: ReadonlySet<string>): Host {
  const { InstanceId: id, State: state, Tags: tags = [] } = instance;
  if (!id) throw new KmscryptError('AWS_FAILED', 'EC2 DescribeInstances gave an instance without an id');
  const why = whyNot(state?.Name, impaired.has(id));
  return {
    id,
    name: tags.find(({ Key: key }) => key === 'Name')?.Value || undefined,
    zone: instance.Placement?.AvailabilityZone ?? '',
    architecture: instance.Architecture ?? '',
    image: instance.ImageId ?? '',
    launched: instance.LaunchTime?.getTime() ?? 0,
    made: rootOf(instance)?.AttachTime?.getTime(),
    isStopped: state?.Name === 'stopped' || state?.Name === 'stopping' ? true : undefined,
    tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    isServing: why === undefined,
    why,
    service: 'in',
  };
}

function rootOf({ RootDeviceName, BlockDeviceMappings: disks = [] }: Instance) {
  return disks.find(({ DeviceName }) => DeviceName === RootDeviceName)?.Ebs;
}

function whyNot(state: string | undefined, isImpaired: boolean): string | undefined {
  if (state !== 'running') return `it is ${state ?? 'in no state that is known'}`;
  return isImpaired ? 'its status checks fail' : undefined;
}
