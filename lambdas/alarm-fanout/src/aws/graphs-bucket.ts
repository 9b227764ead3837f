import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';

/** Where graphs are kept. Rejects with the SDK's errors. */
export interface GraphsBucket {
  readonly put: (key: string, png: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** A URL of what is there, or is going to be; without a call, where credentials need none. */
  readonly link: (key: string) => Promise<string>;
}

/** In seconds: S3 takes no more (S3 user guide, "Sharing objects with presigned URLs"). */
const SEVEN_DAYS = 604_800;

/**
 * A bucket in the function's own region, through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createGraphsBucket(bucket: string, access: AwsAccess): Promise<GraphsBucket> {
  const { env = process.env } = access;
  const client = new S3Client({
    ...(await clientConfig(access, undefined)),
    maxAttempts: 1,
    // An emulator's name has no name for each bucket.
    forcePathStyle: Boolean(env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']),
    // It would be a part of each link.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    put: async (key, png, signal) => {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: png,
        ContentType: 'image/png',
      });
      await client.send(command, { abortSignal: signal });
    },
    link: (key) =>
      getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: SEVEN_DAYS }),
  };
}
