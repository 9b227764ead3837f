import {
  ConfigServiceClient,
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { DisableEbsEncryptionByDefaultCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DeleteDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { DeleteAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeletePublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { ClientOptions } from '../../account-settings/src/setting.ts';
import { ACCOUNT } from './at.ts';

/** Takes away what is there, as no setting does. */
export type Take = (options: ClientOptions) => Promise<unknown>;

export const takePasswordPolicy: Take = (options) =>
  new IAMClient(options).send(new DeleteAccountPasswordPolicyCommand({}));

export const takeEbsEncryption: Take = (options) =>
  new EC2Client(options).send(new DisableEbsEncryptionByDefaultCommand({}));

export const takeS3Block: Take = ({ endpoint = '', ...options }) =>
  new S3ControlClient({ ...options, endpointProvider: () => ({ url: new URL(endpoint) }) }).send(
    new DeletePublicAccessBlockCommand({ AccountId: ACCOUNT }),
  );

export const takeDetector: Take = async (options) => {
  const client = new GuardDutyClient(options);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  await client.send(new DeleteDetectorCommand({ DetectorId }));
};

export const takeRecorder: Take = async (options) => {
  const client = new ConfigServiceClient(options);
  const { ConfigurationRecorders: [recorder] = [] } = await client.send(
    new DescribeConfigurationRecordersCommand({}),
  );
  const { DeliveryChannels: [channel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
  const name = { ConfigurationRecorderName: recorder?.name };
  await client.send(new StopConfigurationRecorderCommand(name));
  await client.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: channel?.name }));
  await client.send(new DeleteConfigurationRecorderCommand(name));
};
