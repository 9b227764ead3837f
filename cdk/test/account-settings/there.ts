import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import { EC2Client, GetEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { GetAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { unless } from '../../account-settings/src/failures.ts';
import type { ClientOptions } from '../../account-settings/src/setting.ts';
import { ACCOUNT } from './at.ts';

/** What an emulator has of a kind, as AWS's own calls show it; undefined for nothing. */
export type Look = (options: ClientOptions) => Promise<unknown>;

export const passwordPolicyAt: Look = async (options) => {
  const call = new IAMClient(options).send(new GetAccountPasswordPolicyCommand({}));
  return (await unless(['NoSuchEntityException'], call))?.PasswordPolicy;
};

export const ebsEncryptionAt: Look = async (options) => {
  const answer = await new EC2Client(options).send(new GetEbsEncryptionByDefaultCommand({}));
  return answer.EbsEncryptionByDefault === true ? 'on' : undefined;
};

export const s3BlockAt: Look = async ({ endpoint = '', ...options }) => {
  const client = new S3ControlClient({ ...options, endpointProvider: () => ({ url: new URL(endpoint) }) });
  const call = client.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT }));
  return (await unless(['NoSuchPublicAccessBlockConfiguration'], call))?.PublicAccessBlockConfiguration;
};

export const detectorAt: Look = async (options) => {
  const client = new GuardDutyClient(options);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  return DetectorId === undefined
    ? undefined
    : (await client.send(new GetDetectorCommand({ DetectorId }))).Status;
};

export const recorderAt: Look = async (options) => {
  const client = new ConfigServiceClient(options);
  const { ConfigurationRecorders: [recorder] = [] } = await client.send(
    new DescribeConfigurationRecordersCommand({}),
  );
  const { DeliveryChannels: [channel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
  if (recorder === undefined && channel === undefined) return undefined;
  const { ConfigurationRecordersStatus: [status] = [] } = await client.send(
    new DescribeConfigurationRecorderStatusCommand({}),
  );
  return { recorder: recorder?.name, bucket: channel?.s3BucketName, recording: status?.recording };
};
