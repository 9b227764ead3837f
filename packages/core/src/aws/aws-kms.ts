import { type KmsRequest, type KmsWithReEncrypt, regionOfKeyId } from '../kms.ts';
import { type RetryOptions, retry } from '../retry.ts';
import type { AwsAccess } from './client-config.ts';
import { awsError } from './aws-error.ts';

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
export function awsKms(options: AwsKmsOptions = {}): KmsWithReEncrypt {
  const clients = new Map<string | undefined, Promise<KmsWithReEncrypt>>();
  const clientOf = (region: string | undefined): Promise<KmsWithReEncrypt> => {
    const known = clients.get(region);
    if (known) return known;
    const client = import('./kms-client.ts').then(({ createKmsClient }) => createKmsClient(options, region));
    clients.set(region, client);
    // What could not be made is tried again with the next call.
    client.catch(() => clients.delete(region));
    return client;
  };

  const calling =
    <Request extends KmsRequest & { readonly keyId?: string | undefined }, Output>(
      operation: string,
      send: (client: KmsWithReEncrypt, request: Request) => Promise<Output>,
    ): ((request: Request) => Promise<Output>) =>
    (request) => {
      const { keyId, signal } = request;
      const region = regionOfKeyId(keyId ?? '') ?? request.region ?? options.region;
      const attempt = async (): Promise<Output> => {
        try {
          return await send(await clientOf(region), request);
        } catch (error) {
          throw awsError(error, { operation, region, keyId });
        }
      };
      return retry(attempt, { ...options.retry, signal });
    };

  return {
    encrypt: calling('Encrypt', (client, request) => client.encrypt(request)),
    decrypt: calling('Decrypt', (client, request) => client.decrypt(request)),
    generateDataKey: calling('GenerateDataKey', (client, request) => client.generateDataKey(request)),
    reEncrypt: calling('ReEncrypt', (client, request) => client.reEncrypt(request)),
  };
}
