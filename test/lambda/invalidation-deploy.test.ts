import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canDeploy, deploy, deployCommands } from '../support/deploy-commands.ts';
import { type Clients, clientsAt } from '../support/lambda-clients.ts';
import { readLambdaReadme } from '../support/lambda-readme.ts';
import {
  createBucket,
  createDistribution,
  invalidationsOf,
  itemsOf,
  upload,
} from '../support/lambda-site.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// The commands of the README by which the Lambda is deployed by hand, as they stand there, with the AWS CLI in ministack.

const NAME = 'static-asset-invalidation';
const LAMBDA = join(import.meta.dirname, '..', '..', 'lambdas', NAME);
const ACCOUNT = '111122223333';
const BUCKET = 'www-example';
const ministackFound = findMinistack();
/** In milliseconds, until the object has come through. */
const PATIENCE = 90_000;

describe.skipIf(!canDeploy || isLacking(ministackFound))('deployed by the commands of the README', () => {
  const folder = makeFolder();
  let ministack: Ministack | undefined;
  let clients: Clients;
  let distribution = '';

  beforeAll(async () => {
    if (!('command' in ministackFound)) return;
    ministack = await startMinistack(ministackFound.command);
    clients = clientsAt(ministack.endpoint, { region: 'us-east-1', account: ACCOUNT });
    await createBucket(clients, BUCKET);
    distribution = await createDistribution(clients, BUCKET);
  });
  afterAll(async () => {
    await ministack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it('an object in S3 becomes an invalidation', { timeout: 2 * PATIENCE }, async () => {
    const { policy, config } = readLambdaReadme(NAME, { names: { E2EXAMPLE: distribution } });
    writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    cpSync(join(LAMBDA, 'dist'), join(folder, 'dist'), { recursive: true });
    const endpoint = ministack?.endpoint ?? '';
    const { status, stderr } = deploy(NAME, { folder, endpoint, account: ACCOUNT });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await upload(clients, BUCKET, ['site/blog/index.html']);
    const end = Date.now() + PATIENCE;
    let items: readonly string[] = [];
    while (items.length === 0 && Date.now() < end) {
      await delay(500);
      items = itemsOf(await invalidationsOf(clients, distribution));
    }
    expect(items).toEqual(['/blog', '/blog/', '/blog/index.html']);
  });
});

it('the commands are in the README', () => {
  expect(deployCommands(NAME)).toContain('aws lambda create-event-source-mapping');
});
