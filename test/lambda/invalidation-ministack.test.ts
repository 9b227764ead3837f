import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { covers } from '../../lambdas/static-asset-invalidation/test/matcher.ts';
import { type Chain, createChain } from '../support/lambda-chain.ts';
import { type Clients, clientsAt } from '../support/lambda-clients.ts';
import { actionsOf, type LambdaReadme, type Policy, readLambdaReadme, without } from '../support/lambda-readme.ts';
import { createDistribution, invalidationsOf, itemsOf, upload } from '../support/lambda-site.ts';
import { findMinistack } from '../support/ministack/find.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';

// The chain of the README in an emulator that runs the bundle and asks IAM. An object in S3 becomes an invalidation with exactly
// the README's policy; with less of it something is refused. Names are the README's too, but for the distribution's id.

const NAME = 'static-asset-invalidation';
const DIST = join(import.meta.dirname, '..', '..', 'lambdas', NAME, 'dist');
const README = readLambdaReadme(NAME);
/** In milliseconds, for one run of the function. */
const PATIENCE = 40_000;

/** ministack does not ask IAM for what it does itself: read the queue, write the log. */
const NOT_CHECKED: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

interface Row {
  readonly name: string;
  /** Statements and actions that are taken out of the policy. */
  readonly gone: readonly string[];
  /** What is then not authorized, by the log. */
  readonly refused: readonly string[];
  readonly isInvalidated: boolean;
  /** Instead of the README's. */
  readonly config?: Readonly<Record<string, unknown>>;
}

const ROWS: readonly Row[] = [
  {
    name: 'Invalidate: nothing is invalidated',
    gone: ['Invalidate'],
    // AWS knows no action for batches: sqs:ChangeMessageVisibility allows them. ministack asks for one.
    refused: ['cloudfront:CreateInvalidation', 'sqs:ChangeMessageVisibilityBatch'],
    isInvalidated: false,
  },
  { name: 'Remember: messages come back', gone: ['Remember'], refused: ['dynamodb:BatchGetItem'], isInvalidated: false },
  {
    name: 'Remember, and without a table: it works',
    gone: ['Remember'],
    config: { table: undefined, budget: undefined },
    refused: [],
    isInvalidated: true,
  },
  {
    name: 'what writes to the table: it works, and says so',
    gone: ['dynamodb:UpdateItem'],
    refused: ['dynamodb:UpdateItem'],
    isInvalidated: true,
  },
  { name: 'List: it works, and says so', gone: ['List'], refused: ['s3:ListBucket'], isInvalidated: true },
  { name: 'what ministack does not check', gone: ['Queue', 'Logs'], refused: [], isInvalidated: true },
];

const found = findMinistack();

function isLacking(): boolean {
  if ('command' in found) return false;
  const message = `NO MINISTACK: the Lambdas are not run behind real IAM policies: ${found.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  return true;
}

describe.skipIf(isLacking())('static-asset-invalidation in ministack', () => {
  let ministack: Ministack;
  let clients: Clients;
  let distribution = '';
  let chain: Chain;
  let readme: LambdaReadme;
  let config: Readonly<Record<string, unknown>>;
  let lines = 0;
  let count = 0;

  beforeAll(async () => {
    ministack = await startMinistack('command' in found ? found.command : '');
    clients = clientsAt(ministack.endpoint, { region: 'us-east-1', account: '111122223333' });
    distribution = await createDistribution(clients, 'www-example');
    readme = readLambdaReadme(NAME, { E2EXAMPLE: distribution });
    // Two paths are then worth a listing: the batches of this chain are small.
    config = { ...readme.config, freePaths: 0 };
    const names = { name: NAME, bucket: 'www-example', table: 'invalidations' };
    chain = await createChain(clients, { ...names, dist: DIST, config });
  });
  afterAll(() => ministack[Symbol.asyncDispose]());
  afterEach(() => clients.sqs.send(new PurgeQueueCommand({ QueueUrl: chain.queue.url })));

  /** Puts an object, waits until the function has run for it, and answers with what it logged. */
  async function deploy(key: string): Promise<string> {
    await upload(clients, 'www-example', [`site/${key}`]);
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(100)) {
      const all = await chain.log();
      const log = all.slice(lines);
      if (!log.some((line) => line.startsWith('REPORT'))) continue;
      lines = all.length;
      return log.join('\n');
    }
    throw new Error(`the function has not run within ${PATIENCE / 1000} s`);
  }

  async function isInvalidated(...paths: readonly string[]): Promise<boolean> {
    const items = itemsOf(await invalidationsOf(clients, distribution));
    return paths.every((path) => covers(items, path));
  }

  it('works with exactly the policy of the README', async () => {
    await chain.allow(readme.policy);
    const log = await deploy('a b/c+d %20\u{e9}.html');
    expect(refusedIn(log), log).toEqual([]);
    expect(await isInvalidated('/a%20b/c%2Bd%20%2520%C3%A9.html', '/a+b/c%2Bd+%2520%C3%A9.html'), log).toBe(true);
  });

  it.each(ROWS)('without $name', async ({ gone, refused, isInvalidated: expected, config: changed }) => {
    await chain.allow(without(readme.policy, gone));
    if (changed !== undefined) await chain.configure({ ...config, ...changed });
    count += 1;
    const log = await deploy(`row ${count}.html`);
    if (changed !== undefined) await chain.configure(config);
    expect(refusedIn(log), log).toEqual(refused);
    expect(await isInvalidated(`/row%20${count}.html`), log).toBe(expected);
  });
});

/** The actions that the log says are not authorized. */
function refusedIn(log: string): string[] {
  return [...new Set([...log.matchAll(/not authorized to perform: (\S+)/g)].map(([, action]) => action ?? ''))].toSorted();
}
