import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';

export interface SdkAccess {
  readonly access: AwsAccess;
  readonly region: string;
}

/**
 * The configuration of a client of the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function sdkConfig({
  access,
  region,
}: SdkAccess): Promise<
  Awaited<ReturnType<typeof clientConfig>> & { readonly region: string; readonly maxAttempts: number }
> {
  // One attempt: retries are ours, with one pace for all calls.
  return { ...(await clientConfig(access, region)), region, maxAttempts: 1 };
}
