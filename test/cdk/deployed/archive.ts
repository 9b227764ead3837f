import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { assume, createRole, credentialsOf } from '../../support/cdk/sessions.ts';

export function describeArchive(deployment: () => Deployment): void {
  describe('the archive', () => {
    it.each(['archiveBucket', 'balancerLogBucket'] as const)(
      '%s lets no role of another account in',
      async (which) => {
        const { clients, config, endpoint } = deployment();
        const Bucket = namesOf(config)[which];
        const own = clients(placeOf(config, 'logs'));
        const stage = clients(placeOf(config, 'stage'));
        const role = await createRole(stage, `reader-of-${which}`, { Action: 's3:*', Resource: '*' });
        const root = { accessKeyId: stage.account, secretAccessKey: 'test' };
        const credentials = credentialsOf(await assume(endpoint, root, role));
        const stranger = new S3Client({ endpoint, region: config.region, credentials, forcePathStyle: true });
        const refused = { name: 'AccessDenied' };
        await expect(
          stranger.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' })),
        ).rejects.toMatchObject(refused);
        await own.s3.send(new PutObjectCommand({ Bucket, Key: 'log', Body: 'log' }));
        await expect(stranger.send(new GetObjectCommand({ Bucket, Key: 'log' }))).rejects.toMatchObject(
          refused,
        );
      },
    );
  });
}
