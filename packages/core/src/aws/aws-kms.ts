import type { KMSClient } from '@aws-sdk/client-kms';
import { KmscryptError } from '../error.ts';
import { type EncryptionContext, type Kms, regionOfKeyId } from '../kms.ts';
import { type RetryOptions, retry } from '../retry.ts';
import { type AwsAccess, clientConfig } from './client-config.ts';
import { kmsError } from './kms-error.ts';

export interface AwsKmsOptions extends AwsAccess {
  /** Where calls go that name neither a region nor a key ARN; default: the SDK's own chain (environment, profile). */
  readonly region?: string | undefined;
  readonly retry?: Omit<RetryOptions, 'signal'>;
}

/**
 * AWS KMS through the AWS SDK, which loads with the first call; one client a region.
 *
 * @example
 * const kms = awsKms({ region: 'us-east-1' });
 */
export function awsKms(options: AwsKmsOptions = {}): Kms {
  const clients = new Map<string | undefined, Promise<KMSClient>>();
  const clientOf = (region: string | undefined): Promise<KMSClient> => {
    const client = clients.get(region) ?? createClient(region, options);
    clients.set(region, client);
    return client;
  };

  const call = async <Output>(
    request: { region?: string | undefined; keyId?: string | undefined; signal?: AbortSignal | undefined },
    operation: string,
    send: (client: KMSClient, sdk: Sdk, http: { abortSignal?: AbortSignal }) => Promise<Output>,
  ): Promise<Output> => {
    const region = regionOfKeyId(request.keyId ?? '') ?? request.region ?? options.region;
    const { signal } = request;
    const attempt = async (): Promise<Output> => {
      try {
        const [sdk, client] = await Promise.all([import('./sdk.ts'), clientOf(region)]);
        return await send(client, sdk, signal === undefined ? {} : { abortSignal: signal });
      } catch (error) {
        throw kmsError(error, { operation, region, keyId: request.keyId });
      }
    };
    return retry(attempt, { ...options.retry, signal });
  };

  return {
    encrypt: (request) =>
      call(request, 'Encrypt', async (client, sdk, http) => {
        const output = await client.send(
          new sdk.EncryptCommand({
            KeyId: request.keyId,
            Plaintext: request.plaintext,
            ...contextOf(request),
          }),
          http,
        );
        return { ciphertext: given(output.CiphertextBlob), keyId: given(output.KeyId) };
      }),
    decrypt: (request) =>
      call(request, 'Decrypt', async (client, sdk, http) => {
        const output = await client.send(
          new sdk.DecryptCommand({
            CiphertextBlob: request.ciphertext,
            ...contextOf(request),
            ...(request.keyId === undefined ? {} : { KeyId: request.keyId }),
          }),
          http,
        );
        return { plaintext: given(output.Plaintext), keyId: given(output.KeyId) };
      }),
    generateDataKey: (request) =>
      call(request, 'GenerateDataKey', async (client, sdk, http) => {
        const output = await client.send(
          new sdk.GenerateDataKeyCommand({
            KeyId: request.keyId,
            NumberOfBytes: 32,
            ...contextOf(request),
          }),
          http,
        );
        return {
          plaintext: given(output.Plaintext),
          ciphertext: given(output.CiphertextBlob),
          keyId: given(output.KeyId),
        };
      }),
  };
}

type Sdk = typeof import('./sdk.ts');

async function createClient(region: string | undefined, options: AwsKmsOptions): Promise<KMSClient> {
  const [{ KMSClient }, config] = await Promise.all([import('./sdk.ts'), clientConfig(options, region)]);
  // One attempt: retries are ours, with one jitter and one bound for all ports.
  return new KMSClient({ ...config, ...(region === undefined ? {} : { region }), maxAttempts: 1 });
}

/** No pairs and no context are the same to KMS; the field is left out so that the call reads like any other tool's. */
function contextOf({ context }: { context: EncryptionContext }): {
  EncryptionContext?: Record<string, string>;
} {
  return Object.keys(context).length === 0 ? {} : { EncryptionContext: { ...context } };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new KmscryptError('KMS_FAILED', 'KMS answered without what was asked for');
  return value;
}
