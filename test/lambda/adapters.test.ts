import { ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { createCdn } from '../../lambdas/static-asset-invalidation/src/aws/cloudfront.ts';
import { createMemory } from '../../lambdas/static-asset-invalidation/src/aws/dynamodb.ts';
import { createObjectLister } from '../../lambdas/static-asset-invalidation/src/aws/s3.ts';
import { invalidationOf } from '../../lambdas/static-asset-invalidation/test/support/plans.ts';
import { useEndpoint } from '../core/use-endpoint.ts';
import { createTable } from '../support/lambda-chain.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import { createBucket, createDistribution, upload } from '../support/lambda-site.ts';

const moto = inject('endpoint');
const clients = clientsAt(moto, { region: 'us-east-1', account: '123456789012' });
const SIGNAL = new AbortController().signal;

describe.skipIf(!moto)('the adapters of static-asset-invalidation', () => {
  beforeEach(() => useEndpoint(moto));

  describe('CloudFront', () => {
    it('makes an invalidation', async () => {
      const distribution = await createDistribution(clients, 'www');
      const items = ['/', '/a&b', '/%C3%BC*'];
      const made = await createCdn().invalidate(invalidationOf(distribution, items), SIGNAL);
      const { InvalidationList: list } = await clients.cloudfront.send(
        new ListInvalidationsCommand({ DistributionId: distribution }),
      );
      expect(made).toEqual({ status: 'created', id: list?.Items?.[0]?.Id });
    });

    it('there is no such distribution', async () => {
      const asking = createCdn().invalidate(invalidationOf('ENONE', ['/']), SIGNAL);
      await expect(asking).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });
  });

  describe('S3', () => {
    const KEYS = [
      '100%25.html',
      'a b/+plus+.html',
      'a b/../c',
      'a b//d',
      'a b/emoji 😀',
      'a b/ü%20?#*~',
      `a b/${'x'.repeat(1_000)}`,
    ];

    it('lists keys as they are, below a prefix', async () => {
      const bucket = await bucketWith(KEYS);
      const below = { bucket, prefix: 'a b/' };
      const listing = await createObjectLister().list(below, { pages: 9, signal: SIGNAL });
      const expected = KEYS.filter((key) => key.startsWith('a b/'));
      expect(listing.keys.toSorted()).toEqual(expected.toSorted());
      expect(listing).toMatchObject({ ...below, isComplete: true });
    });

    it('knows that there is more', async () => {
      const keys = Array.from({ length: 1_001 }, (_, index) => `k${String(index).padStart(4, '0')}`);
      const all = { bucket: await bucketWith(keys), prefix: '' };
      const lister = createObjectLister();
      const first = await lister.list(all, { pages: 1, signal: SIGNAL });
      expect(first).toEqual({ ...all, keys: keys.slice(0, 1_000), isComplete: false });
      expect(await lister.list(all, { pages: 2, signal: SIGNAL })).toEqual({
        ...all,
        keys,
        isComplete: true,
      });
    });

    it('there is no such bucket', async () => {
      const listing = createObjectLister().list(
        { bucket: 'none-of-ours', prefix: '' },
        { pages: 1, signal: SIGNAL },
      );
      await expect(listing).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });
  });

  describe('DynamoDB', () => {
    const NOW = new Date('2026-11-21T12:00:00Z');

    it('counts what is spent by month', async () => {
      const memory = createMemory(await newTable());
      expect(await memory.spent(NOW, SIGNAL)).toBe(0);
      // One after the other: to moto an addition is not one step, as it is to DynamoDB.
      await memory.spend(10, NOW, SIGNAL);
      await memory.spend(5, NOW, SIGNAL);
      await memory.spend(7, new Date('2026-12-01T00:00:00Z'), SIGNAL);
      expect(await memory.spent(NOW, SIGNAL)).toBe(15);
    });

    it('remembers where changes are done, of many', async () => {
      const table = await newTable();
      const memory = createMemory(table);
      const ids = Array.from({ length: 120 }, (_, index) => `www/ü ${index}/0055AED6DCD90281E5`);
      await memory.remember(new Map(ids.map((id) => [id, new Set(['E1'])])), NOW, SIGNAL);
      await memory.remember(new Map([[ids[0] ?? '', new Set(['E2', 'E3'])]]), NOW, SIGNAL);
      const done = await memory.done([...ids, 'another'], SIGNAL);
      expect(done.size).toBe(120);
      expect(done.get(ids[0] ?? '')).toEqual(new Set(['E1', 'E2', 'E3']));
      expect(done.get(ids[119] ?? '')).toEqual(new Set(['E1']));
      const { Item: item } = await clients.dynamodb.send(
        new GetItemCommand({ TableName: table, Key: { pk: { S: `done#${ids[0]}` } } }),
      );
      expect(item?.['expires']).toEqual({ N: String(NOW.getTime() / 1000 + 15 * 86_400) });
    });

    it('there is no such table', async () => {
      await expect(createMemory('none').spent(NOW, SIGNAL)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });
  });
});

async function bucketWith(keys: readonly string[]): Promise<string> {
  const bucket = await createBucket(clients);
  await upload(clients, bucket, keys);
  return bucket;
}

async function newTable(): Promise<string> {
  const name = `memory-${randomUUID()}`;
  await createTable(clients, name);
  return name;
}
