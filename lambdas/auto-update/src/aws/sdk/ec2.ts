import {
  CreateLaunchTemplateVersionCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type Ec2Calls = Pick<
  AwsCalls,
  | 'describeInstances'
  | 'describeInstanceStatus'
  | 'describeImages'
  | 'describeLaunchTemplateVersions'
  | 'createLaunchTemplateVersion'
>;

/** EC2 through the SDK. */
export async function createEc2Calls(access: SdkAccess): Promise<Ec2Calls> {
  const client = new EC2Client(await sdkConfig(access));
  return {
    describeInstances: (input, abortSignal) =>
      client.send(new DescribeInstancesCommand(input), { abortSignal }),
    describeInstanceStatus: (input, abortSignal) =>
      client.send(new DescribeInstanceStatusCommand(input), { abortSignal }),
    describeImages: (input, abortSignal) => client.send(new DescribeImagesCommand(input), { abortSignal }),
    describeLaunchTemplateVersions: (input, abortSignal) =>
      client.send(new DescribeLaunchTemplateVersionsCommand(input), { abortSignal }),
    createLaunchTemplateVersion: (input, abortSignal) =>
      client.send(new CreateLaunchTemplateVersionCommand(input), { abortSignal }),
  };
}
