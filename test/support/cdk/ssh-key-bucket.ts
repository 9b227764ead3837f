import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { namesOf } from '../../../cdk/src/names.ts';
import type { AccountClients } from './clients.ts';
import type { Deployment } from './deployment.ts';
import { assume, createRole, credentialsOf, type Keys } from './sessions.ts';

/** What somebody does with objects of the bucket of SSH keys. */
export interface KeyBucket {
  readonly get: (key: string) => Promise<unknown>;
  readonly put: (key: string, body?: string) => Promise<unknown>;
  readonly remove: (key: string) => Promise<unknown>;
}

/** The bucket, as a session may use it. */
export function keyBucketAs(
  { endpoint, config }: Pick<Deployment, 'endpoint' | 'config'>,
  keys: Keys,
): KeyBucket {
  const s3 = new S3Client({ endpoint, region: config.region, credentials: credentialsOf(keys) });
  const Bucket = namesOf(config).sshKeysBucket;
  return {
    get: (Key) => s3.send(new GetObjectCommand({ Bucket, Key })),
    put: (Key, Body = 'of a test') => s3.send(new PutObjectCommand({ Bucket, Key, Body })),
    remove: (Key) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
  };
}

/** A session of a role of the account that may do what is named to everything, as far as policies of resources let it. */
export async function mightyIn(
  endpoint: string,
  clients: AccountClients,
  { name, actions }: { readonly name: string; readonly actions: readonly string[] },
): Promise<Keys> {
  const role = await createRole(clients, name, { Action: actions, Resource: '*' });
  return assume(endpoint, { accessKeyId: clients.account, secretAccessKey: 'test' }, role);
}
