import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks } from '../docs/code-blocks.ts';
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
const commands = codeBlocks('sh').find(({ info }) => info[1] === 'deploy');
/** The AWS CLI is welcome, but not demanded. */
const aws = spawnSync('sh', ['-c', 'command -v aws && command -v zip'], { encoding: 'utf8' }).stdout.split(
  '\n',
)[0];
const ministackFound = findMinistack();
/** In milliseconds, until the object has come through. */
const PATIENCE = 90_000;

describe.skipIf(!aws || isLacking(ministackFound))('deployed by the commands of the README', () => {
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
    const { status, stderr } = deploy();
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

  /** It is built already; every other command runs as it is, against ministack. */
  function deploy(): { readonly status: number | null; readonly stderr: string } {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // Version 1 of the CLI does not look at AWS_ENDPOINT_URL for SQS. What it needs of its own environment stays as it is.
    const shim = `#!/bin/sh\nexec '${aws}' --endpoint-url '${ministack?.endpoint}' "$@"\n`;
    writeFileSync(join(bin, 'aws'), shim, { mode: 0o755 });
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync('sh', ['-e', '-c', commands?.text ?? 'false'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env['PATH']}`,
        AWS_ACCESS_KEY_ID: ACCOUNT,
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      },
    });
  }
});

it('the commands are in the README', () => {
  expect(readFileSync(join(LAMBDA, 'README.md'), 'utf8')).toContain('```sh deploy\n');
  expect(commands?.text).toContain('aws lambda create-event-source-mapping');
});
