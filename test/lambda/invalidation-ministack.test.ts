import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { covers } from '../../lambdas/static-asset-invalidation/test/matcher.ts';
import { type Chain, createChain } from '../support/lambda-chain.ts';
import { type Clients, clientsAt } from '../support/lambda-clients.ts';
import { actionsOf, type LambdaReadme, readLambdaReadme, without } from '../support/lambda-readme.ts';
import { createDistribution, invalidationsOf, itemsOf, upload } from '../support/lambda-site.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { refusedIn, translated } from '../support/ministack/policy.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';
import { HIDE, INVALIDATE, NOT_CHECKED, ROWS } from './invalidation-policy.ts';

// The chain of the README in an emulator that runs the bundle and asks IAM. An object in S3 becomes an invalidation with exactly
// the README's policy; with less of it something is refused. Names are the README's too, but for the distribution's id.

const NAME = 'static-asset-invalidation';
const DIST = join(import.meta.dirname, '..', '..', 'lambdas', NAME, 'dist');
const README = readLambdaReadme(NAME);
/** In milliseconds, for one run of the function. */
const PATIENCE = 40_000;

describe('the rows of invalidation-policy.ts', () => {
  it('take every statement of the README out, and those that are required make it fail', () => {
    const outcomes = README.policy.Statement.map(({ Sid: sid }) => {
      const row = ROWS.find(({ gone, config }) => gone.join() === sid && config === undefined);
      const outcome = row?.isInvalidated === false ? 'fails' : 'works';
      const isChecked = row !== undefined && !(sid in NOT_CHECKED);
      return [sid, README.needs.get(sid)?.split(' ')[0], isChecked ? outcome : 'not checked'];
    });
    expect(outcomes).toEqual([
      ['Logs', 'required', 'not checked'],
      ['Queue', 'required', 'not checked'],
      ['Invalidate', 'required', 'fails'],
      ['List', 'optional', 'works'],
      ['Remember', 'required', 'fails'],
    ]);
  });

  it('have every action of the README refused at least once', () => {
    const refused = ROWS.flatMap((row) =>
      row.refused.map((action) => (action === HIDE.asked ? HIDE.action : action)),
    );
    const known = new Set([...refused, ...Object.values(NOT_CHECKED).flat()]);
    expect([...known].toSorted()).toEqual(README.policy.Statement.flatMap(actionsOf).toSorted());
  });
});

const ministackFound = findMinistack();

describe.skipIf(isLacking(ministackFound))('static-asset-invalidation in ministack', () => {
  let ministack: Ministack | undefined;
  let clients: Clients;
  let distribution = '';
  let chain: Chain;
  let readme: LambdaReadme;
  let config: Readonly<Record<string, unknown>>;
  let lines = 0;

  beforeAll(async () => {
    ministack = await startMinistack('command' in ministackFound ? ministackFound.command : '');
    clients = clientsAt(ministack.endpoint, { region: 'us-east-1', account: '111122223333' });
    distribution = await createDistribution(clients, 'www-example');
    readme = readLambdaReadme(NAME, { names: { E2EXAMPLE: distribution } });
    // The two paths of a name with a space are then worth a listing.
    config = { ...readme.config, freePaths: 0 };
    const names = { name: NAME, bucket: 'www-example', table: 'invalidations' };
    chain = await createChain(clients, { ...names, dist: DIST, config });
  });
  afterAll(() => ministack?.[Symbol.asyncDispose]());
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
    const paths = ['/a%20b/c%2Bd%20%2520%C3%A9.html', '/a+b/c%2Bd+%2520%C3%A9.html'];
    expect(await isInvalidated(...paths), log).toBe(true);
  });

  it('does not with a policy for another distribution', async () => {
    await chain.allow(README.policy);
    const log = await deploy('another.html');
    expect(refusedIn(log), log).toContain(INVALIDATE);
    expect(await isInvalidated('/another.html'), log).toBe(false);
  });

  it.each(ROWS)('without $name: invalidated is $isInvalidated', async (row) => {
    const policy = without(readme.policy, row.gone);
    await chain.allow(row.isTranslated ? translated(policy) : policy);
    if (row.config !== undefined) await chain.configure({ ...config, ...row.config });
    const number = ROWS.indexOf(row);
    const log = await deploy(`row ${number}.html`);
    if (row.config !== undefined) await chain.configure(config);
    expect(refusedIn(log), log).toEqual(row.refused);
    expect(await isInvalidated(`/row%20${number}.html`, `/row+${number}.html`), log).toBe(row.isInvalidated);
  });
});
