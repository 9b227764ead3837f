import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import type { Bucket, ObjectHead } from './store/bucket.ts';

/**
 * A bucket in the Lambda's own region, through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createBucket(name: string, access: AwsAccess): Promise<Bucket> {
  const { env = process.env } = access;
  const client = new S3Client({
    ...(await clientConfig(access, undefined)),
    // One attempt: retries are ours.
    maxAttempts: 1,
    followRegionRedirects: true,
    // An emulator's name has no name for each bucket.
    forcePathStyle: Boolean(env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']),
  });
  return {
    get: (key, most, abortSignal) =>
      unlessAbsent(async () => {
        // One byte more tells that it is longer.
        const range = most === Infinity ? {} : { Range: `bytes=0-${most}` };
        const output = await client.send(new GetObjectCommand({ Bucket: name, Key: key, ...range }), {
          abortSignal,
        });
        const text = (await output.Body?.transformToString()) ?? '';
        return { ...headOf(output), text: Buffer.byteLength(text) > most ? undefined : text };
      }),
    head: (key, abortSignal) =>
      unlessAbsent(async () => {
        try {
          return headOf(
            await client.send(new HeadObjectCommand({ Bucket: name, Key: key }), { abortSignal }),
          );
        } catch (error) {
          if (statusOf(error) !== 403) throw error;
          // The answer to a HEAD has no body that could name it.
          throw new KmscryptError('ACCESS_DENIED', `S3 HeadObject with ${name}/${key} failed: HTTP 403`, {
            cause: error,
          });
        }
      }),
    put: async ({ key, text, type, metadata, over }, abortSignal) => {
      const command = new PutObjectCommand({
        Bucket: name,
        Key: key,
        Body: text,
        ContentType: type,
        Metadata: { ...metadata },
        ...(over === undefined ? { IfNoneMatch: '*' } : { IfMatch: over }),
      });
      try {
        return (await client.send(command, { abortSignal })).ETag ?? '';
      } catch (error) {
        if (isConflict(error)) return undefined;
        throw error;
      }
    },
    list: async ({ prefix, most, from }, abortSignal) => {
      const command = new ListObjectsV2Command({
        Bucket: name,
        Prefix: prefix,
        MaxKeys: most,
        // XML cannot hold every character that a key may.
        EncodingType: 'url',
        ...(from === undefined ? {} : { ContinuationToken: from }),
      });
      const output = await client.send(command, { abortSignal });
      const isEncoded = output.EncodingType === 'url';
      const objects = (output.Contents ?? []).map(
        ({ Key: key = '', ETag: tag = '', Size: size = 0, LastModified: modified }) => ({
          key: isEncoded ? decodeKey(key) : key,
          tag,
          size,
          modified: modified?.getTime() ?? 0,
        }),
      );
      return { objects, next: output.IsTruncated === true ? output.NextContinuationToken : undefined };
    },
  };
}

interface HeadOutput {
  readonly ETag?: string | undefined;
  readonly Metadata?: Record<string, string> | undefined;
  readonly LastModified?: Date | undefined;
}

function headOf({ ETag: tag = '', Metadata: metadata = {}, LastModified: modified }: HeadOutput): ObjectHead {
  return { tag, metadata, modified: modified?.getTime() ?? 0 };
}

/**
 * Only a 404 that names the key says that there is nothing (a HEAD names nothing). Whoever may not list the bucket gets a 403 for a key
 * that is missing (Amazon S3 API reference, GetObject, "Permissions"), which stays an error.
 */
async function unlessAbsent<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')) return undefined;
    throw error;
  }
}

/** Source: Amazon S3 user guide, "How to prevent object overwrites with conditional writes": 412, 409, and 404 for one deleted meanwhile. */
function isConflict(error: unknown): boolean {
  const status = statusOf(error);
  return status === 412 || status === 409 || (error instanceof Error && error.name === 'NoSuchKey');
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** As forms are encoded: S3 writes a space as `+`, and a plus sign as `%2B`. */
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '));
}
