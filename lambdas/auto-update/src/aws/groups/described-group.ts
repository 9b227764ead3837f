import type { AutoScalingGroup, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { GroupView, MixedInstances } from '../../groups.ts';
import { listOf } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';

/** Undefined where there is none of this name. */
export async function describedGroup(
  calls: AwsCalls,
  name: string,
  signal: AbortSignal,
): Promise<AutoScalingGroup | undefined> {
  const answer = await calls.describeAutoScalingGroups({ AutoScalingGroupNames: [name] }, signal);
  const groups = listOf('Auto Scaling DescribeAutoScalingGroups', answer.AutoScalingGroups);
  return groups.find(({ AutoScalingGroupName: each }) => each === name);
}

/** Of the group itself, or of its mixed instances policy. Where no version is given, AWS takes the default one. */
export function templateOf({
  LaunchTemplate: own,
  MixedInstancesPolicy: mixed,
}: AutoScalingGroup): GroupView['template'] {
  return specificationOf(own ?? mixed?.LaunchTemplate?.LaunchTemplateSpecification);
}

function specificationOf(given: LaunchTemplateSpecification | undefined): GroupView['template'] {
  const { LaunchTemplateId: id, Version: version } = given ?? {};
  return id === undefined ? undefined : { id, version: version ?? '$Default' };
}

export function mixedOf({ MixedInstancesPolicy: policy }: AutoScalingGroup): MixedInstances | undefined {
  if (policy === undefined) return undefined;
  const overrides = policy.LaunchTemplate?.Overrides ?? [];
  return {
    types: overrides.flatMap(({ InstanceType: type }) => type ?? []),
    hasRequirements: overrides.some((each) => each.InstanceRequirements !== undefined),
    hasTemplates: overrides.some((each) => each.LaunchTemplateSpecification !== undefined),
    hasImages: overrides.some((each) => each.ImageId !== undefined),
    hasWeights: overrides.some((each) => each.WeightedCapacity !== undefined),
  };
}
