import {
  CloudFrontClient,
  CreateDistributionCommand,
  GetInvalidationCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';

/** CloudFront of an emulator. */
export function cloudFrontAt(endpoint: string): CloudFrontClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new CloudFrontClient({ endpoint, region: 'us-east-1', credentials });
}

/** Makes a distribution of a bucket; answers with its id. */
export async function createDistribution(endpoint: string, bucket = 'www'): Promise<string> {
  const origin = {
    Id: 'origin',
    DomainName: `${bucket}.s3.amazonaws.com`,
    S3OriginConfig: { OriginAccessIdentity: '' },
  };
  const command = new CreateDistributionCommand({
    DistributionConfig: {
      CallerReference: `${bucket} ${Math.random()}`,
      Comment: '',
      Enabled: true,
      Origins: { Quantity: 1, Items: [origin] },
      DefaultCacheBehavior: { TargetOriginId: 'origin', ViewerProtocolPolicy: 'redirect-to-https' },
    },
  });
  const { Distribution: distribution } = await cloudFrontAt(endpoint).send(command);
  return distribution?.Id ?? '';
}

/** The paths of all invalidations that a distribution has been asked for. */
export async function invalidatedPaths(endpoint: string, distribution: string): Promise<readonly string[]> {
  const client = cloudFrontAt(endpoint);
  const { InvalidationList: list } = await client.send(
    new ListInvalidationsCommand({ DistributionId: distribution }),
  );
  const found = await Promise.all(
    (list?.Items ?? []).map(async ({ Id }) => {
      const command = new GetInvalidationCommand({ DistributionId: distribution, Id });
      const { Invalidation: invalidation } = await client.send(command);
      return invalidation?.InvalidationBatch?.Paths?.Items ?? [];
    }),
  );
  return found.flat();
}
