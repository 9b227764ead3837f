import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';

/** Makes a key and its alias in an emulator, in us-east-1. */
export async function createKey(endpoint: string, alias: string): Promise<void> {
  const credentials = { accessKeyId: 'tour', secretAccessKey: 'tour' };
  const client = new KMSClient({ endpoint, credentials, region: 'us-east-1' });
  const { KeyMetadata: key } = await client.send(new CreateKeyCommand({}));
  await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: key?.KeyId }));
}
