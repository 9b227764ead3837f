import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, inject, it } from 'vitest';
import { covers } from '../../lambdas/static-asset-invalidation/test/matcher.ts';
import { drain } from '../support/event-source-mapping.ts';
import { lambdaBehind, privateQueue } from '../support/lambda-behind-queue.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import {
  createBucket,
  createDistribution,
  invalidationsOf,
  itemsOf,
  upload,
} from '../support/lambda-site.ts';
import { byEventBridge, byNotification, bySns, bySnsRaw, type Wiring } from '../support/lambda-wirings.ts';

// Keys that have led tools astray, by every way from moto's S3 to the built bundle.

const NAME = 'static-asset-invalidation';
const endpoint = inject('endpoint');
const clients = clientsAt(endpoint, { region: 'us-east-1', account: '123456789012' });
/** In milliseconds. */
const PATIENCE = 120_000;

/** Keys, and the paths of URLs that lead to them. */
const ODD: readonly (readonly [key: string, ...paths: string[]])[] = [
  ['plain.html', '/plain.html'],
  ['index.html', '/index.html', '/'],
  ['dir/index.html', '/dir/index.html', '/dir/', '/dir'],
  ['with space.html', '/with%20space.html', '/with+space.html'],
  ['a+b.html', '/a%2Bb.html'],
  ['100%.html', '/100%25.html'],
  ['%2B.html', '/%252B.html'],
  ['\u{fc}n\u{ef}/\u{f6}.html', '/%C3%BCn%C3%AF/%C3%B6.html'],
  ['e\u{301}.html', '/e%CC%81.html'],
  ['\u{1f600}.png', '/%F0%9F%98%80.png'],
  ['star/a*b.html', '/star/a%2Ab.html'],
  ['star/*', '/star/%2A'],
  ['tilde/~x', '/tilde/%7Ex'],
  ['hash#1.html', '/hash%231.html'],
  ['question?x=1', '/question%3Fx=1', '/question%3Fx%3D1'],
  ['icon@2x.png', '/icon@2x.png', '/icon%402x.png'],
  ['photo[1].jpg', '/photo%5B1%5D.jpg'],
  ['"quoted" \'too\'', "/%22quoted%22%20'too'"],
  ['back\\slash', '/back%5Cslash'],
  ['tab\tbed', '/tab%09bed'],
  ['a//b', '/a//b'],
  ['/lead', '//lead'],
  ['//double', '///double'],
  ['up/../b', '/up/../b'],
  ['x'.repeat(1_024), `/${'x'.repeat(1_024)}`],
];
/** Objects that do not change, and that a careless `*` would drop. */
const NEIGHBOURS = {
  'star/aXb.html': '/star/aXb.html',
  'star/other': '/star/other',
  'plain.htm': '/plain.htm',
};

describe.skipIf(endpoint === '')('odd keys in moto', { timeout: PATIENCE }, () => {
  it.each<readonly [name: string, wiring: Wiring]>([
    ['a notification', byNotification],
    ['EventBridge', byEventBridge],
    ['SNS', bySns],
    ['SNS without its envelope', bySnsRaw],
  ])('are covered, and what is removed, by way of %s', async (_, wiring) => {
    const bucket = await createBucket(clients);
    const distribution = await createDistribution(clients, bucket);
    const queue = await privateQueue(clients);
    await upload(clients, bucket, ['gone.html', ...Object.keys(NEIGHBOURS)]);
    await wiring(clients, bucket, queue);
    const keys = ODD.map(([key]) => key);
    await upload(clients, bucket, keys);
    await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone.html' }));
    const config = { sites: [{ bucket, distributions: [distribution] }] };
    const { mapping, runs } = lambdaBehind(clients, queue, { name: NAME, endpoint, config });
    const failed = (await drain(mapping)).flatMap((batch) => batch.failed);

    expect(failed, runs[0]?.stderr).toEqual([]);
    const items = itemsOf(await invalidationsOf(clients, distribution));
    const paths = ODD.flatMap(([, ...each]) => each);
    expect([...paths, '/gone.html'].filter((path) => !covers(items, path))).toEqual([]);
    expect(Object.values(NEIGHBOURS).filter((path) => covers(items, path))).toEqual([]);
  });
});
