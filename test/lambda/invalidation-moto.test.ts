import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, inject, it } from 'vitest';
import { covers } from '../../lambdas/static-asset-invalidation/test/matcher.ts';
import { drain, pollOnce } from '../support/event-source-mapping.ts';
import {
  lambdaBehind,
  type LambdaBehindQueue,
  type LambdaOptions,
  metricOf,
  privateQueue,
} from '../support/lambda-behind-queue.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import { bodiesIn, countMessages, type Queue, redrive } from '../support/lambda-queue.ts';
import {
  createBucket,
  createDistribution,
  invalidationsOf,
  itemsOf,
  upload,
} from '../support/lambda-site.ts';
import { byEventBridge, byNotification } from '../support/lambda-wirings.ts';

// Objects in moto's S3, by way of moto's queues to the built bundle, and what moto's CloudFront then was asked for.

const NAME = 'static-asset-invalidation';
const endpoint = inject('endpoint');
const clients = clientsAt(endpoint, { region: 'us-east-1', account: '123456789012' });
/** moto counts all messages of a queue again for each that it hands out: 500 take many seconds. In milliseconds. */
const PATIENCE = 240_000;

interface Wired extends LambdaBehindQueue {
  readonly bucket: string;
  readonly distribution: string;
  readonly queue: Queue;
}

interface WiredOptions {
  /** Keys of objects that are there before. */
  readonly before?: readonly string[];
  readonly batch?: LambdaOptions['batch'];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A bucket whose notifications reach the Lambda, and its distribution. */
async function wired({ before = [], batch = {}, attributes = {} }: WiredOptions = {}): Promise<Wired> {
  const bucket = await createBucket(clients);
  const distribution = await createDistribution(clients, bucket);
  const queue = await privateQueue(clients, attributes);
  await upload(clients, bucket, before);
  await byNotification(clients, bucket, queue);
  const config = { sites: [{ bucket, distributions: [distribution] }] };
  return {
    bucket,
    distribution,
    queue,
    ...lambdaBehind(clients, queue, { name: NAME, endpoint, config, batch }),
  };
}

describe.skipIf(endpoint === '')('static-asset-invalidation in moto', { timeout: PATIENCE }, () => {
  it('covers 500 uploaded objects with a path for each folder that is all new', async () => {
    const folders = ['blog', 'docs', 'img', 'news', 'shop'];
    const itemsIn = (folder: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${folder}/item-${index}.html`);
    const [archive, keys] = [itemsIn('archive', 20), folders.flatMap((folder) => itemsIn(folder, 100))];
    // One message more: S3 tries the notification out.
    const batch = { batchSize: 501, window: PATIENCE };
    const { mapping, runs, bucket, distribution, queue } = await wired({ before: archive, batch });
    const [first] = await Promise.all([pollOnce(mapping), upload(clients, bucket, keys)]);

    expect(first?.done, runs[0]?.stderr).toHaveLength(501);
    const items = itemsOf(await invalidationsOf(clients, distribution));
    expect(keys.filter((key) => !covers(items, `/${key}`))).toEqual([]);
    expect(archive.filter((key) => covers(items, `/${key}`))).toEqual([]);
    expect(items).toHaveLength(folders.length);
    expect(metricOf(runs, 'SavedPaths')).toBe(495);
    expect(await countMessages(clients, queue)).toBe(0);
  });

  it('takes just its own paths for one page', async () => {
    const before = ['index.html', 'blog/index.html', 'blog/a.html', 'blog/b.html'];
    const { mapping, runs, bucket, distribution } = await wired({ before });
    await upload(clients, bucket, ['blog/index.html']);
    const [batch] = await drain(mapping);

    expect(batch?.failed, runs[0]?.stderr).toEqual([]);
    const items = itemsOf(await invalidationsOf(clients, distribution));
    expect(items.toSorted()).toEqual(['/blog', '/blog/', '/blog/index.html']);
  });

  it('tells each distribution of its own bucket alone', async () => {
    const queue = await privateQueue(clients);
    const buckets = [await createBucket(clients), await createBucket(clients), await createBucket(clients)];
    const distributions = await Promise.all(buckets.map((bucket) => createDistribution(clients, bucket)));
    for (const bucket of buckets) await byEventBridge(clients, bucket, queue);
    for (const [index, bucket] of buckets.entries()) await upload(clients, bucket, [`of-${index}.html`]);
    const sites = [0, 1].map((index) => ({ bucket: buckets[index], distributions: [distributions[index]] }));
    const { mapping, runs } = lambdaBehind(clients, queue, { name: NAME, endpoint, config: { sites } });
    const [batch] = await drain(mapping);

    expect(batch?.failed, runs[0]?.stderr).toEqual([]);
    const asked = await Promise.all(distributions.map((each) => invalidationsOf(clients, each)));
    expect(asked.map(itemsOf)).toEqual([['/of-0.html'], ['/of-1.html'], []]);
    // The third is of no site.
    expect(metricOf(runs, 'UnmappedEvents')).toBe(1);
    expect(await countMessages(clients, queue)).toBe(0);
  });

  it('takes what S3 sends to try out a notification for done', async () => {
    const { mapping, runs, distribution, queue } = await wired();
    const [batch] = await drain(mapping);

    expect(batch?.event.Records[0]?.body).toContain('s3:TestEvent');
    expect(batch?.failed, runs[0]?.stderr).toEqual([]);
    expect(await invalidationsOf(clients, distribution)).toEqual([]);
    expect(await countMessages(clients, queue)).toBe(0);
  });

  it('leaves messages that are not from S3 to the dead-letter queue', async () => {
    const foreign = ['hello', '{"Records":[]}', '{"detail-type":"Object Created","source":"aws.s3"}'];
    const deadLetters = await privateQueue(clients);
    const lambda = await wired({ attributes: redrive(deadLetters, 3) });
    const { mapping, runs, bucket, distribution, queue } = lambda;
    for (const body of foreign) {
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }));
    }
    await upload(clients, bucket, ['good.html']);
    const batches = await drain(mapping);

    const counts = batches.map(({ done, failed }) => [done.length, failed.length]);
    expect(counts, runs[0]?.stderr).toEqual([
      [2, 3],
      [0, 3],
      [0, 3],
    ]);
    expect(metricOf(runs, 'ForeignMessages')).toBe(9);
    expect(itemsOf(await invalidationsOf(clients, distribution))).toEqual(['/good.html']);
    expect((await bodiesIn(clients, deadLetters)).toSorted()).toEqual(foreign.toSorted());
    expect(await countMessages(clients, queue)).toBe(0);
  });
});
