import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { Instance } from '@aws-sdk/client-ec2';
import type { GroupHost } from '../../groups.ts';
import { allPages } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';

/** EC2's most. */
const PAGE = 1_000;

/** Hosts as the group has them, with what EC2 knows of them: of one that EC2 does not show yet, image and architecture are empty, and nobody knows since when it is. */
export async function groupHosts(
  calls: AwsCalls,
  group: AutoScalingGroup,
  signal: AbortSignal,
): Promise<readonly GroupHost[]> {
  const { Instances: members = [] } = group;
  if (members.length === 0) return [];
  const instances = await instancesOf(calls, group.AutoScalingGroupName ?? '', signal);
  return members.map((member) => {
    const { InstanceId: id = '', LifecycleState: lifecycle = '', HealthStatus: health } = member;
    const instance = instances.get(id);
    const tags = Object.fromEntries((instance?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
    return {
      id,
      zone: member.AvailabilityZone ?? '',
      image: instance?.ImageId ?? member.ImageId ?? '',
      architecture: instance?.Architecture ?? '',
      launched: instance?.LaunchTime?.getTime(),
      ...(tags['Name'] === undefined ? {} : { name: tags['Name'] }),
      tags,
      isServing: lifecycle === 'InService' && health === 'Healthy',
      lifecycle,
      isProtected: member.ProtectedFromScaleIn ?? false,
    };
  });
}

async function instancesOf(
  calls: AwsCalls,
  name: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Instance>> {
  // In filters `*` and `?` stand for others.
  const value = name.replaceAll(/[\\*?]/gu, String.raw`\$&`);
  const Filters = [{ Name: 'tag:aws:autoscaling:groupName', Values: [value] }];
  const reservations = await allPages('EC2 DescribeInstances', async (from) => {
    const answer = await calls.describeInstances({ Filters, MaxResults: PAGE, NextToken: from }, signal);
    return { items: answer.Reservations, next: answer.NextToken };
  });
  const instances = reservations.flatMap(({ Instances: own = [] }) => own);
  return new Map(instances.map((each) => [each.InstanceId ?? '', each]));
}
