import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateServiceLinkedRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { patiently, unless } from '../failures.ts';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Pause, Setting } from '../setting.ts';

/** The role or the bucket's policy is so new that AWS Config does not see it yet. */
const UNSEEN = ['InsufficientDeliveryPolicyException', 'InvalidRoleException'];
/** IAM says by the first that it is there; its documentation, and moto, by the others. */
const ROLE_IS_THERE = [
  'InvalidInputException',
  'InvalidInput',
  'EntityAlreadyExistsException',
  'EntityAlreadyExists',
];

/**
 * AWS Config's recorder, under the role that is AWS's own for that, and its delivery channel: one of each an account and region.
 * By another name than ours they are left as they are, but for being started: they may be an organization's, and deliver elsewhere.
 */
export function configRecorder(options: ClientOptions, pause: Pause): Setting {
  const config = new ConfigServiceClient(options);

  async function putRecorder(name: string, roleARN: string): Promise<void> {
    const role = new CreateServiceLinkedRoleCommand({ AWSServiceName: 'config.amazonaws.com' });
    await unless(ROLE_IS_THERE, new IAMClient(options).send(role));
    const recordingGroup = { allSupported: true, includeGlobalResourceTypes: true };
    const command = new PutConfigurationRecorderCommand({
      ConfigurationRecorder: { name, roleARN, recordingGroup },
    });
    await patiently(UNSEEN, pause, () => config.send(command));
  }

  async function putChannel(name: string, s3BucketName: string): Promise<void> {
    const command = new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName } });
    await patiently(UNSEEN, pause, () => config.send(command));
  }

  return lastingSetting(async (properties) => {
    const { Name, BucketName, RoleArn } = readProperties(properties, {
      Name: text(/^[\w.-]{1,256}$/),
      BucketName: text(/^[a-z0-9][a-z0-9.-]+$/),
      RoleArn: text(/^arn:[^:]+:iam::\d{12}:role\/.+$/),
    });
    const { ConfigurationRecorders: [recorder = { name: Name }] = [] } = await config.send(
      new DescribeConfigurationRecordersCommand({}),
    );
    const { DeliveryChannels: [channel = { name: Name }] = [] } = await config.send(
      new DescribeDeliveryChannelsCommand({}),
    );
    if (recorder.name === Name) await putRecorder(Name, RoleArn);
    if (channel.name === Name) await putChannel(Name, BucketName);
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: recorder.name }));
    return recorder.name ?? Name;
  });
}
