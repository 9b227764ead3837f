import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListAliasesCommand } from '@aws-sdk/client-kms';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountClients, accountClientsAt } from '../support/cdk/clients.ts';
import { CDK_PACKAGE, kmscryptCdk } from '../support/cdk/run-cli.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// What people type, from an empty folder to everything in one account: the CLI, the CDK's own, its bootstrap and the roles that it makes.

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const found = findMinistack();
/** In milliseconds, for all stacks. */
const PATIENCE = 400_000;

describe.skipIf(isLacking(found))('kmscrypt-cdk, in one account', () => {
  const folder = makeFolder();
  let ministack: Ministack | undefined;
  let clients: AccountClients;

  beforeAll(async () => {
    ministack = await startMinistack('command' in found ? found.command : '', { shims: true });
    clients = accountClientsAt(ministack.endpoint, { account: ACCOUNT, region: REGION });
    // As if it had been installed.
    mkdirSync(join(folder, 'node_modules', '@kmscrypt'), { recursive: true });
    symlinkSync(CDK_PACKAGE, join(folder, 'node_modules', '@kmscrypt', 'cdk'), 'dir');
  });
  afterAll(async () => {
    await ministack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs it, and answers with all that it wrote. */
  async function run(...args: readonly string[]): Promise<string> {
    const env = {
      HOME: folder,
      AWS_ENDPOINT_URL: ministack?.endpoint ?? '',
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    };
    const { status, output } = await kmscryptCdk(args, { cwd: folder, env });
    expect(status, output).toBe(0);
    return output;
  }

  it('deploys everything, and changes nothing of it the second time', { timeout: PATIENCE }, async () => {
    const place = ['--region', REGION, '--account', `all=${ACCOUNT}`];
    const names = ['--name', 'acme', '--environments', 'prod', '--domain', 'example.com'];
    const mail = ['--email', 'ops@example.com'];
    await run('init', '--layout', 'one', ...place, ...names, ...mail);
    // The draft has them switched off.
    const file = join(folder, 'kmscrypt-cdk.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^# (?=sshKeys:$|  readEvery: )/gm, ''));
    await run('validate');
    await run('bootstrap');
    const rest = ['--', '--require-approval', 'never'];
    await run('deploy', '--parallel', '3', ...rest);

    const { StackSummaries: stacks = [] } = await clients.cloudformation.send(
      new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] }),
    );
    const deployed = stacks.map(({ StackName }) => StackName);
    const listed: unknown = JSON.parse(await run('list', '--json'));
    const planned = listed as readonly { readonly stackName: string; readonly region: string }[];
    const here = planned.filter(({ region }) => region === REGION).map(({ stackName }) => stackName);
    expect(planned.length).toBeGreaterThan(10);
    expect(here.filter((name) => name.includes('ssh'))).toHaveLength(2);
    expect(deployed).toEqual(expect.arrayContaining(here));
    const { Aliases: aliases = [] } = await clients.kms.send(new ListAliasesCommand({}));
    expect(aliases.map(({ AliasName }) => AliasName)).toEqual(
      expect.arrayContaining(['alias/cmk-mgmt', 'alias/cmk-prod']),
    );

    const again = await run('deploy', '--parallel', '3', ...rest);
    expect(again.match(/\(no changes\)/g)).toHaveLength(planned.length);
  });
});
