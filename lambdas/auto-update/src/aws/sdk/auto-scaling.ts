import {
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  RollbackInstanceRefreshCommand,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type AutoScalingCalls = Pick<
  AwsCalls,
  | 'describeAutoScalingGroups'
  | 'startInstanceRefresh'
  | 'describeInstanceRefreshes'
  | 'cancelInstanceRefresh'
  | 'rollbackInstanceRefresh'
>;

/** Auto Scaling through the SDK. */
export async function createAutoScalingCalls(access: SdkAccess): Promise<AutoScalingCalls> {
  const client = new AutoScalingClient(await sdkConfig(access));
  return {
    describeAutoScalingGroups: (input, abortSignal) =>
      client.send(new DescribeAutoScalingGroupsCommand(input), { abortSignal }),
    startInstanceRefresh: (input, abortSignal) =>
      client.send(new StartInstanceRefreshCommand(input), { abortSignal }),
    describeInstanceRefreshes: (input, abortSignal) =>
      client.send(new DescribeInstanceRefreshesCommand(input), { abortSignal }),
    cancelInstanceRefresh: (input, abortSignal) =>
      client.send(new CancelInstanceRefreshCommand(input), { abortSignal }),
    rollbackInstanceRefresh: (input, abortSignal) =>
      client.send(new RollbackInstanceRefreshCommand(input), { abortSignal }),
  };
}
