import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type ElbCalls = Pick<AwsCalls, 'describeTargetHealth' | 'registerTargets' | 'deregisterTargets'>;

/** Load balancers through the SDK. */
export async function createElbCalls(access: SdkAccess): Promise<ElbCalls> {
  const client = new ElasticLoadBalancingV2Client(await sdkConfig(access));
  return {
    describeTargetHealth: (input, abortSignal) =>
      client.send(new DescribeTargetHealthCommand(input), { abortSignal }),
    registerTargets: (input, abortSignal) => client.send(new RegisterTargetsCommand(input), { abortSignal }),
    deregisterTargets: (input, abortSignal) =>
      client.send(new DeregisterTargetsCommand(input), { abortSignal }),
  };
}
