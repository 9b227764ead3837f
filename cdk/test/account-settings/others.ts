import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
} from '@aws-sdk/client-config-service';
import { EC2Client, EnableEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { CreateDetectorCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { IAMClient, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { ClientOptions } from '../../account-settings/src/setting.ts';
import { ACCOUNT } from './at.ts';

/** Makes what a setting finds: somebody else's. */
export type Other = (options: ClientOptions) => Promise<unknown>;

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;

export const otherPasswordPolicy: Other = (options) =>
  new IAMClient(options).send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 8 }));

export const otherEbsEncryption: Other = (options) =>
  new EC2Client(options).send(new EnableEbsEncryptionByDefaultCommand({}));

export const otherS3Block: Other = ({ endpoint = '', ...options }) =>
  new S3ControlClient({ ...options, endpointProvider: () => ({ url: new URL(endpoint) }) }).send(
    new PutPublicAccessBlockCommand({
      AccountId: ACCOUNT,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    }),
  );

/** Switched off, as somebody may leave it. */
export const otherDetector: Other = (options) =>
  new GuardDutyClient(options).send(new CreateDetectorCommand({ Enable: false }));

/** Delivers elsewhere, and is not started. */
export const otherRecorder: Other = async (options) => {
  const client = new ConfigServiceClient(options);
  const recorder = { name: 'theirs', roleARN: ROLE };
  await client.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  const channel = { name: 'theirs', s3BucketName: 'their-bucket' };
  await client.send(new PutDeliveryChannelCommand({ DeliveryChannel: channel }));
};
