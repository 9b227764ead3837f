import {
  DisableEbsEncryptionByDefaultCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  GetEbsEncryptionByDefaultCommand,
} from '@aws-sdk/client-ec2';
import { readProperties } from '../properties.ts';
import type { ClientOptions, Held, Setting } from '../setting.ts';

/** Encrypts every new EBS volume of the account and region, under the key that the account has for that. */
export function ebsEncryption(options: ClientOptions): Setting {
  const ec2 = new EC2Client(options);
  return {
    create: async (properties): Promise<Held> => {
      readProperties(properties, {});
      const { EbsEncryptionByDefault: isOn = false } = await ec2.send(
        new GetEbsEncryptionByDefaultCommand({}),
      );
      if (!isOn) await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
      return { origin: isOn ? 'adopted' : 'made', id: 'region' };
    },
    update: async (properties, held): Promise<Held> => {
      readProperties(properties, {});
      await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
      return held;
    },
    remove: async (): Promise<void> => {
      await ec2.send(new DisableEbsEncryptionByDefaultCommand({}));
    },
  };
}
