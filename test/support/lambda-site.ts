import {
  CreateDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import type { Clients } from './lambda-clients.ts';

/** What CloudFront was asked for once. */
export interface Invalidated {
  readonly callerReference: string;
  readonly items: readonly string[];
}

/** Makes a bucket; names are taken by whoever comes first, so that each test has its own. */
export async function createBucket({ s3 }: Clients, name = `site-${randomUUID()}`): Promise<string> {
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  return name;
}

/** Puts objects, some at once. */
export async function upload({ s3 }: Clients, bucket: string, keys: readonly string[]): Promise<void> {
  const left = [...keys];
  const worker = async (): Promise<void> => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'content' }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** Makes a distribution of a bucket; answers with its id. */
export async function createDistribution({ cloudfront }: Clients, bucket: string): Promise<string> {
  const origin = {
    Id: 's3',
    DomainName: `${bucket}.s3.amazonaws.com`,
    S3OriginConfig: { OriginAccessIdentity: '' },
  };
  const { Distribution: distribution } = await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: randomUUID(),
        Comment: '',
        Enabled: true,
        Origins: { Quantity: 1, Items: [origin] },
        DefaultCacheBehavior: {
          TargetOriginId: 's3',
          ViewerProtocolPolicy: 'https-only',
          ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
          MinTTL: 0,
        },
      },
    }),
  );
  return distribution?.Id ?? '';
}

/** All that CloudFront was asked for; emulators list it on one page. */
export async function invalidationsOf(
  { cloudfront }: Clients,
  distribution: string,
): Promise<readonly Invalidated[]> {
  const { InvalidationList: list } = await cloudfront.send(
    new ListInvalidationsCommand({ DistributionId: distribution }),
  );
  return Promise.all(
    (list?.Items ?? []).map(async ({ Id }) => {
      const { Invalidation: found } = await cloudfront.send(
        new GetInvalidationCommand({ DistributionId: distribution, Id }),
      );
      const batch = found?.InvalidationBatch;
      return { callerReference: batch?.CallerReference ?? '', items: batch?.Paths?.Items ?? [] };
    }),
  );
}

/** The paths of all of these. */
export function itemsOf(invalidations: readonly Invalidated[]): string[] {
  return invalidations.flatMap(({ items }) => items);
}
