import { EC2Client, EnableEbsEncryptionByDefaultCommand } from '@aws-sdk/client-ec2';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

/** Encrypts every new EBS volume of the account and region, under the key that the account has for that. */
export function ebsEncryption(options: ClientOptions): Setting {
  const ec2 = new EC2Client(options);
  return lastingSetting(async (properties) => {
    readProperties(properties, {});
    await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
    return 'region';
  });
}
