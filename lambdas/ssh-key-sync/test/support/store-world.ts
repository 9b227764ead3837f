import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { createStore, type StoreOptions } from '../../src/aws/store.ts';
import type { Store } from '../../src/ports.ts';
import { emptyState, type State } from '../../src/state.ts';

export const ALWAYS: AbortSignal = new AbortController().signal;
export const REGION = 'eu-central-1';
/** Waits for nothing. */
export const IMPATIENT = { sleep: async (): Promise<void> => {} };

/** Tells the SDK where AWS is, and nothing else of the machine; until the test's environment is put back. */
export function stubAws(endpoint: string): void {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  }
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

export interface StoreWorld {
  readonly bucket: string;
  /** To be used before the next one is made: clients find their endpoint with the first call. */
  readonly storeAt: (endpoint: string, options?: Partial<StoreOptions>) => Store;
  /** One that has found its endpoint. */
  readonly otherStore: () => Promise<Store>;
  readonly put: (key: string, text: string) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  readonly head: (
    key: string,
  ) => Promise<{ readonly type: string; readonly metadata: Record<string, string> }>;
}

let worlds = 0;

/** A bucket of its own, with versions. */
export async function storeWorld(endpoint: string): Promise<StoreWorld> {
  worlds += 1;
  const bucket = `ssh-keys-${worlds}`;
  const client = new S3Client({
    endpoint,
    region: REGION,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  await client.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const storeAt: StoreWorld['storeAt'] = (at, options = {}) => {
    stubAws(at);
    return createStore({ bucket, access: {}, retrying: IMPATIENT, ...options });
  };
  return {
    bucket,
    storeAt,
    otherStore: async () => {
      const store = storeAt(endpoint);
      await store.load(ALWAYS);
      return store;
    },
    put: async (key, text) => {
      const length = Buffer.byteLength(text);
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentLength: length }),
      );
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    head: async (key) => {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return { type: head.ContentType ?? '', metadata: head.Metadata ?? {} };
    },
  };
}

/** A state with something of everything. */
export function stateOf(state: Partial<State> = {}): State {
  return {
    ...emptyState(20_000),
    users: {
      AIDAALICE: {
        source: 'own',
        name: 'alice',
        login: 'alice',
        uid: 20_000,
        groups: { 'own:dev': { seen: 1_000, missed: 2_000 } },
        keys: { APKAALICE: { seen: 1_000, body: 'ssh-ed25519 AAAA' }, APKAOLD: { seen: 1, ended: 5 } },
      },
    },
    manifests: {
      dev: { version: 3, content: 'c', sha256: 's', issued: 1_000, expires: 9_000, put: 3, told: 2 },
    },
    todo: [{ kind: 'group', source: 'own', name: 'dev', due: 5, failures: 0, isWhole: true }],
    held: { id: 'abc', since: 1, reason: 'cap', users: ['AIDAALICE'], losses: ['AIDAALICE own:dev'] },
    revocations: [{ user: 'AIDAALICE', hostGroup: 'dev', version: 3, since: 1_000 }],
    ...state,
  };
}
