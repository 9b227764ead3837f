import type { AwsCalls } from '../../../src/aws/calls.ts';
import { alarmCalls } from './alarms.ts';
import { ec2Calls } from './ec2.ts';
import { ecsCalls } from './ecs.ts';
import { parameterCalls } from './parameters.ts';
import { refusal } from './refusal.ts';
import { ssmCalls } from './ssm.ts';
import { targetGroupCalls } from './target-groups.ts';
import type { World } from './world.ts';

/** Of Auto Scaling, launch templates and images: a simulator of its own. */
export type GroupCalls = Pick<
  AwsCalls,
  | 'describeAutoScalingGroups'
  | 'startInstanceRefresh'
  | 'describeInstanceRefreshes'
  | 'cancelInstanceRefresh'
  | 'rollbackInstanceRefresh'
  | 'describeLaunchTemplateVersions'
  | 'createLaunchTemplateVersion'
  | 'describeImages'
>;

/** The same calls as the SDK makes, of a simulated AWS. @param groups default: each of its calls is refused */
export function simulatedCalls(world: World, groups: GroupCalls = NO_GROUPS): AwsCalls {
  return {
    ...ec2Calls(world),
    ...ssmCalls(world),
    ...ecsCalls(world),
    ...targetGroupCalls(world),
    ...alarmCalls(world),
    ...parameterCalls(world),
    ...groups,
  };
}

async function refused(): Promise<never> {
  throw refusal('ValidationError', 'there are no Auto Scaling groups');
}

const NO_GROUPS: GroupCalls = {
  describeAutoScalingGroups: refused,
  startInstanceRefresh: refused,
  describeInstanceRefreshes: refused,
  cancelInstanceRefresh: refused,
  rollbackInstanceRefresh: refused,
  describeLaunchTemplateVersions: refused,
  createLaunchTemplateVersion: refused,
  describeImages: refused,
};
