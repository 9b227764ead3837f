import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { unless } from '../failures.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Held, Properties, Setting } from '../setting.ts';

const NONE = ['NoSuchPublicAccessBlockConfiguration'];
const ALL = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};

/** Lets no bucket of the account be public, whatever the bucket says. A block that is there is completed, and stays. */
export function s3AccountBlock(options: ClientOptions): Setting {
  const s3 = clientAt(options);

  async function put(AccountId: string): Promise<void> {
    await s3.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: ALL }));
  }

  return {
    create: async (properties): Promise<Held> => {
      const AccountId = accountOf(properties);
      const there = await unless(NONE, s3.send(new GetPublicAccessBlockCommand({ AccountId })));
      await put(AccountId);
      return { origin: there === undefined ? 'made' : 'adopted', id: AccountId };
    },
    update: async (properties, held): Promise<Held> => {
      await put(accountOf(properties));
      return held;
    },
    remove: async (AccountId): Promise<void> => {
      await unless(NONE, s3.send(new DeletePublicAccessBlockCommand({ AccountId })));
    },
  };
}

/** The account is in the name of AWS's host. An endpoint of one's own, such as an emulator's, has no name for each account. */
function clientAt({ endpoint, ...options }: ClientOptions): S3ControlClient {
  if (endpoint === undefined) return new S3ControlClient(options);
  return new S3ControlClient({ ...options, endpointProvider: () => ({ url: new URL(endpoint) }) });
}

function accountOf(properties: Properties): string {
  return readProperties(properties, { AccountId: text(/^\d{12}$/) }).AccountId;
}
