import { randomUUID } from 'node:crypto';

/** A bucket of the emulator. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly endpoint: string;
  readonly put: (key: string, text: string) => Promise<void>;
  /** Undefined where there is no such object. */
  readonly get: (key: string) => Promise<string | undefined>;
}

const REGION = 'eu-central-1';

/** Makes a new bucket in an emulator. */
export async function makeBucket(endpoint: string): Promise<Bucket> {
  const name = `example-keys-${randomUUID().slice(0, 13)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20200101/${REGION}/s3/aws4_request, SignedHeaders=host, Signature=0`;
  const call = async (method: string, path: string, body?: string): Promise<Response> => {
    const response = await fetch(`${endpoint}/${name}${path}`, {
      method,
      headers: { authorization },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok && response.status !== 404)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const place = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
  await call('PUT', '', place);
  return {
    name,
    region: REGION,
    endpoint,
    put: async (key, text) => {
      await call('PUT', `/${key}`, text);
    },
    get: async (key) => {
      const response = await call('GET', `/${encodeURI(key)}`);
      const text = await response.text();
      return response.status === 404 ? undefined : text;
    },
  };
}
