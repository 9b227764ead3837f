import { PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

const ALL = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** Lets no bucket of the account be public, whatever the bucket says. A block that is there is completed. */
export function s3AccountBlock(options: ClientOptions): Setting {
  const s3 = clientAt(options);
  return lastingSetting(async (properties) => {
    const { AccountId } = readProperties(properties, { AccountId: text(/^\d{12}$/) });
    await s3.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: ALL }));
    return AccountId;
  });
}

/** The account is in the name of AWS's host. An endpoint of one's own, such as an emulator's, has no name for each account. */
function clientAt({ endpoint, ...options }: ClientOptions): S3ControlClient {
  if (endpoint === undefined) return new S3ControlClient(options);
  return new S3ControlClient({ ...options, endpointProvider: () => ({ url: new URL(endpoint) }) });
}
