import type { RefreshFleet } from '../../config.ts';
import type { GroupView } from '../../groups.ts';
import type { Image } from '../../release.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { describedGroup, mixedOf, templateOf } from './described-group.ts';
import { groupHosts } from './group-hosts.ts';
import { createdOf, imagesById } from './images.ts';
import { namedImage, newestOf, parameterOf } from './newest.ts';
import { refreshesOf } from './refreshes.ts';

/** Seven calls, and one more for each further thousand of hosts or two hundred images. */
export async function lookAt(
  calls: AwsCalls,
  { fleet, wanted }: { readonly fleet: RefreshFleet; readonly wanted: Image | undefined },
  signal: AbortSignal,
): Promise<Omit<GroupView, 'at'> | undefined> {
  const group = await describedGroup(calls, fleet.group, signal);
  if (group === undefined) return undefined;
  const template = templateOf(group);
  const { current: currentName } = fleet;
  const [image, hosts, refreshes, named, kept] = await Promise.all([
    template === undefined ? undefined : imageOfVersion(calls, template, signal),
    groupHosts(calls, group, signal),
    refreshesOf(calls, fleet.group, signal),
    namedImage(calls, { parameter: fleet.image, wanted }, signal),
    currentName === undefined ? undefined : parameterOf(calls, currentName, signal),
  ]);
  const had = [...hosts.map((host) => host.image), image ?? ''].filter((id) => id.startsWith('ami-'));
  const images = await imagesById(calls, [...had, ...('id' in named ? [named.id] : [])], signal);
  const { value: current } = kept ?? {};
  const created = had.flatMap((id) => createdOf(images.get(id)) ?? []);
  const mixed = mixedOf(group);
  return {
    desired: group.DesiredCapacity ?? 0,
    max: group.MaxSize ?? 0,
    hosts,
    ...(template === undefined ? {} : { template }),
    ...(image === undefined ? {} : { image }),
    ...(created.length === 0 ? {} : { imageCreated: Math.max(...created) }),
    newest: newestOf(named, images),
    ...(current === undefined ? {} : { current }),
    refreshes,
    suspended: (group.SuspendedProcesses ?? []).flatMap(({ ProcessName: name }) => name ?? []),
    ...(mixed === undefined ? {} : { mixed }),
  };
}

/** Undefined where there is no such version, or it has none. */
async function imageOfVersion(
  calls: AwsCalls,
  { id, version }: NonNullable<GroupView['template']>,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const answer = await calls.describeLaunchTemplateVersions(
      { LaunchTemplateId: id, Versions: [version] },
      signal,
    );
    return answer.LaunchTemplateVersions?.[0]?.LaunchTemplateData?.ImageId;
  } catch (error) {
    if (awsNameOf(error).startsWith('InvalidLaunchTemplateId')) return undefined;
    throw error;
  }
}
