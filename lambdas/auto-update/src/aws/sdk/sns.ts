import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { keptClients } from '@kmscrypt/lambda';
import type { AwsCalls } from '../calls.ts';
import { type SdkAccess, sdkConfig } from './config.ts';

/** SNS through the SDK, in the region of each topic. */
export function createSnsCalls({ access, region: own }: SdkAccess): Pick<AwsCalls, 'publish'> {
  const clientOf = keptClients(async (region: string) => new SNSClient(await sdkConfig({ access, region })));
  return {
    publish: async (input, abortSignal) => {
      const [, , , region] = (input.TopicArn ?? '').split(':');
      const client = await clientOf(region || own);
      return client.send(new PublishCommand(input), { abortSignal });
    },
  };
}
