import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';

export interface PageOfKeys {
  readonly keys: readonly string[];
  /** Where the next page begins; absent behind the last one. */
  readonly next?: string | undefined;
}

/** Reads a page of 1,000 keys. Rejects with the SDK's errors. */
export type ListPage = (
  place: { readonly bucket: string; readonly prefix: string; readonly from?: string | undefined },
  signal: AbortSignal,
) => Promise<PageOfKeys>;

/**
 * S3 through the SDK, wherever a bucket is.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createS3Client(access: AwsAccess): Promise<ListPage> {
  const { env = process.env } = access;
  const client = new S3Client({
    ...(await clientConfig(access, undefined)),
    maxAttempts: 1,
    followRegionRedirects: true,
    // An emulator's name has no name for each bucket.
    forcePathStyle: Boolean(env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']),
  });
  return async ({ bucket, prefix, from }, signal) => {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      MaxKeys: 1_000,
      // XML cannot hold every character that a key may.
      EncodingType: 'url',
      ...(from === undefined ? {} : { ContinuationToken: from }),
    });
    const output = await client.send(command, { abortSignal: signal });
    const isEncoded = output.EncodingType === 'url';
    const keys = (output.Contents ?? []).flatMap(({ Key: key }) => key ?? []);
    return {
      keys: isEncoded ? keys.map(decodeKey) : keys,
      next: output.IsTruncated === true ? output.NextContinuationToken : undefined,
    };
  };
}

/** As forms are encoded: S3 writes a space as `+`, and a plus sign as `%2B`. */
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
