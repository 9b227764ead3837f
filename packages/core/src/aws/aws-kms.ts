import { type KmsRequest, type KmsWithReEncrypt, regionOfKeyId } from '../kms.ts';
import { type RetryOptions, retry } from '../retry.ts';
import type { AwsAccess } from './client-config.ts';
import { awsError } from './aws-error.ts';

export interface AwsKmsOptions extends AwsAccess {
  /** Where calls go that name neither a region nor a key ARN; default: the SDK's own chain (environment, profile). */
  readonly region?: string | undefined;
  /**
   * How calls are tried again. A function is asked once for each region, so that a pace is a region's own:
   * `() => ({ pace: createPace() })`, with `createPace` of `@kmscrypt/core/retry`.
   */
  readonly retry?: RetryOfCalls | (() => RetryOfCalls) | undefined;
}

type RetryOfCalls = Omit<RetryOptions, 'signal'>;

/** What is kept of a region. */
interface RegionKms {
  readonly client: () => Promise<KmsWithReEncrypt>;
  readonly retry: RetryOfCalls;
}

/**
 * AWS KMS through the AWS SDK, which loads with the first call; one client a region.
 *
 * @example
 * const kms = awsKms({ region: 'us-east-1' });
 */
export function awsKms(options: AwsKmsOptions = {}): KmsWithReEncrypt {
  const { unref } = options;
  const regions = new Map<string | undefined, RegionKms>();
  const kmsOf = (region: string | undefined): RegionKms => {
    const known = regions.get(region);
    if (known) return known;
    const retrying = typeof options.retry === 'function' ? options.retry() : options.retry;
    const made = { client: lazyClient(options, region), retry: { unref, ...retrying } };
    regions.set(region, made);
    return made;
  };

  const calling =
    <Request extends KmsRequest & { readonly keyId?: string | undefined }, Output>(
      operation: string,
      send: (client: KmsWithReEncrypt, request: Request) => Promise<Output>,
    ): ((request: Request) => Promise<Output>) =>
    (request) => {
      const { keyId, signal } = request;
      const region = regionOfKeyId(keyId ?? '') ?? request.region ?? options.region;
      const kms = kmsOf(region);
      const attempt = async (): Promise<Output> => {
        try {
          return await send(await kms.client(), request);
        } catch (error) {
          throw awsError(error, { operation, region, keyId });
        }
      };
      return retry(attempt, { ...kms.retry, signal });
    };

  return {
    encrypt: calling('Encrypt', (client, request) => client.encrypt(request)),
    decrypt: calling('Decrypt', (client, request) => client.decrypt(request)),
    generateDataKey: calling('GenerateDataKey', (client, request) => client.generateDataKey(request)),
    reEncrypt: calling('ReEncrypt', (client, request) => client.reEncrypt(request)),
  };
}

function lazyClient(access: AwsAccess, region: string | undefined): () => Promise<KmsWithReEncrypt> {
  let client: Promise<KmsWithReEncrypt> | undefined;
  return () => {
    if (client === undefined) {
      client = import('./kms-client.ts').then(({ createKmsClient }) => createKmsClient(access, region));
      // What could not be made is tried again with the next call.
      client.catch(() => {
        client = undefined;
      });
    }
    return client;
  };
}
