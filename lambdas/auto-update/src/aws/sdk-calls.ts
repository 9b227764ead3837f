import { once } from '@kmscrypt/lambda';
import type { AwsCalls } from './calls.ts';
import type { SdkAccess } from './sdk/config.ts';

/** AWS through the SDK: the client of a service loads with its first call, and makes one attempt a call. Rejects with the SDK's errors. */
export function createSdkCalls(access: SdkAccess): AwsCalls {
  const ec2 = once(async () => (await import('./sdk/ec2.ts')).createEc2Calls(access));
  const ssm = once(async () => (await import('./sdk/ssm.ts')).createSsmCalls(access));
  const ecs = once(async () => (await import('./sdk/ecs.ts')).createEcsCalls(access));
  const elb = once(async () => (await import('./sdk/elb.ts')).createElbCalls(access));
  const autoScaling = once(async () =>
    (await import('./sdk/auto-scaling.ts')).createAutoScalingCalls(access),
  );
  const cloudWatch = once(async () => (await import('./sdk/cloudwatch.ts')).createCloudWatchCalls(access));
  const sns = once(async () => (await import('./sdk/sns.ts')).createSnsCalls(access));
  return {
    describeInstances: async (input, signal) => (await ec2()).describeInstances(input, signal),
    describeInstanceStatus: async (input, signal) => (await ec2()).describeInstanceStatus(input, signal),
    describeImages: async (input, signal) => (await ec2()).describeImages(input, signal),
    describeLaunchTemplateVersions: async (input, signal) =>
      (await ec2()).describeLaunchTemplateVersions(input, signal),
    createLaunchTemplateVersion: async (input, signal) =>
      (await ec2()).createLaunchTemplateVersion(input, signal),
    describeInstanceInformation: async (input, signal) =>
      (await ssm()).describeInstanceInformation(input, signal),
    sendCommand: async (input, signal) => (await ssm()).sendCommand(input, signal),
    listCommandInvocations: async (input, signal) => (await ssm()).listCommandInvocations(input, signal),
    getParameter: async (input, signal) => (await ssm()).getParameter(input, signal),
    putParameter: async (input, signal) => (await ssm()).putParameter(input, signal),
    listContainerInstances: async (input, signal) => (await ecs()).listContainerInstances(input, signal),
    describeContainerInstances: async (input, signal) =>
      (await ecs()).describeContainerInstances(input, signal),
    updateContainerInstancesState: async (input, signal) =>
      (await ecs()).updateContainerInstancesState(input, signal),
    listTasks: async (input, signal) => (await ecs()).listTasks(input, signal),
    describeTasks: async (input, signal) => (await ecs()).describeTasks(input, signal),
    describeServices: async (input, signal) => (await ecs()).describeServices(input, signal),
    describeTargetHealth: async (input, signal) => (await elb()).describeTargetHealth(input, signal),
    registerTargets: async (input, signal) => (await elb()).registerTargets(input, signal),
    deregisterTargets: async (input, signal) => (await elb()).deregisterTargets(input, signal),
    describeAutoScalingGroups: async (input, signal) =>
      (await autoScaling()).describeAutoScalingGroups(input, signal),
    startInstanceRefresh: async (input, signal) => (await autoScaling()).startInstanceRefresh(input, signal),
    describeInstanceRefreshes: async (input, signal) =>
      (await autoScaling()).describeInstanceRefreshes(input, signal),
    cancelInstanceRefresh: async (input, signal) =>
      (await autoScaling()).cancelInstanceRefresh(input, signal),
    rollbackInstanceRefresh: async (input, signal) =>
      (await autoScaling()).rollbackInstanceRefresh(input, signal),
    describeAlarms: async (input, signal) => (await cloudWatch()).describeAlarms(input, signal),
    listTagsForResource: async (input, signal) => (await cloudWatch()).listTagsForResource(input, signal),
    publish: async (input, signal) => (await sns()).publish(input, signal),
  };
}
