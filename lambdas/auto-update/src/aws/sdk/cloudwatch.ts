import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

type CloudWatchCalls = Pick<AwsCalls, 'describeAlarms' | 'listTagsForResource'>;

/** CloudWatch through the SDK. */
export async function createCloudWatchCalls(access: SdkAccess): Promise<CloudWatchCalls> {
  const client = new CloudWatchClient(await sdkConfig(access));
  return {
    describeAlarms: (input, abortSignal) => client.send(new DescribeAlarmsCommand(input), { abortSignal }),
    listTagsForResource: (input, abortSignal) =>
      client.send(new ListTagsForResourceCommand(input), { abortSignal }),
  };
}
