import {
  type ConfigurationRecorder,
  ConfigServiceClient,
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateServiceLinkedRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { patiently, unless } from '../failures.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Held, Pause, Properties, Setting } from '../setting.ts';

const NAME = 'default';
/** The role or the bucket's policy is so new that AWS Config does not see it yet. */
const UNSEEN = ['InsufficientDeliveryPolicyException', 'InvalidRoleException'];
/** IAM says by the first that it is there; its documentation, and moto, by the others. */
const ROLE_IS_THERE = [
  'InvalidInputException',
  'InvalidInput',
  'EntityAlreadyExistsException',
  'EntityAlreadyExists',
];
const GONE = ['NoSuchConfigurationRecorderException', 'NoSuchDeliveryChannelException'];

/** Names of what there is: one recorder and one channel an account and region at most. */
interface There {
  readonly recorder: string | undefined;
  readonly channel: string | undefined;
}

/**
 * AWS Config's recorder, under the role that is AWS's own for that, and its delivery channel. What is there is left as it is but
 * for being started: it may be an organization's, and deliver elsewhere. The id says what was made: `recorder`, `channel`, both.
 */
export function configRecorder(options: ClientOptions, pause: Pause): Setting {
  const config = new ConfigServiceClient(options);

  async function look(): Promise<There> {
    const { ConfigurationRecorders: [recorder] = [] } = await config.send(
      new DescribeConfigurationRecordersCommand({}),
    );
    const { DeliveryChannels: [channel] = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
    return { recorder: recorder?.name, channel: channel?.name };
  }

  async function putRecorder(name: string, roleARN: string): Promise<void> {
    const role = new CreateServiceLinkedRoleCommand({ AWSServiceName: 'config.amazonaws.com' });
    await unless(ROLE_IS_THERE, new IAMClient(options).send(role));
    const recorder: ConfigurationRecorder = {
      name,
      roleARN,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    };
    const command = new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder });
    await patiently(UNSEEN, pause, () => config.send(command));
  }

  async function putChannel(name: string, s3BucketName: string): Promise<void> {
    const command = new PutDeliveryChannelCommand({ DeliveryChannel: { name, s3BucketName } });
    await patiently(UNSEEN, pause, () => config.send(command));
  }

  /** Puts what is absent or ours, and starts. */
  async function ensure(
    { BucketName, RoleArn }: Wanted,
    there: There,
    ours: readonly string[],
  ): Promise<void> {
    const { recorder = NAME, channel = NAME } = there;
    if (there.recorder === undefined || ours.includes('recorder')) await putRecorder(recorder, RoleArn);
    if (there.channel === undefined || ours.includes('channel')) await putChannel(channel, BucketName);
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: recorder }));
  }

  async function remove(id: string): Promise<void> {
    const { recorder, channel } = await look();
    const parts = id.split('+');
    if (recorder !== undefined)
      await unless(
        GONE,
        config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: recorder })),
      );
    if (channel !== undefined && parts.includes('channel'))
      await unless(GONE, config.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: channel })));
    if (recorder !== undefined && parts.includes('recorder'))
      await unless(
        GONE,
        config.send(new DeleteConfigurationRecorderCommand({ ConfigurationRecorderName: recorder })),
      );
  }

  return {
    create: async (properties): Promise<Held> => {
      const wanted = read(properties);
      const there = await look();
      const made = (['recorder', 'channel'] as const).filter((part) => there[part] === undefined).join('+');
      try {
        await ensure(wanted, there, []);
      } catch (error) {
        // What a creation that fails has made would be adopted by the next one, and never go.
        if (made !== '') await remove(made);
        throw error;
      }
      return made === '' ? { origin: 'adopted', id: 'recorder+channel' } : { origin: 'made', id: made };
    },
    update: async (properties, held): Promise<Held> => {
      const wanted = read(properties);
      await ensure(wanted, await look(), held.origin === 'made' ? held.id.split('+') : []);
      return held;
    },
    remove,
  };
}

type Wanted = ReturnType<typeof read>;

function read(properties: Properties): { readonly BucketName: string; readonly RoleArn: string } {
  return readProperties(properties, {
    BucketName: text(/^[a-z0-9][a-z0-9.-]+$/),
    RoleArn: text(/^arn:[^:]+:iam::\d{12}:role\/.+$/),
  });
}
