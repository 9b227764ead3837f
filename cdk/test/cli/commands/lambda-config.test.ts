import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFanout } from '../../../src/alarms/check-fanout.ts';
import { referenceArchitecture } from '../../../src/app.ts';
import { run } from '../../../src/cli/run.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkSshKeys } from '../../../src/ssh-keys/check-ssh-keys.ts';
import { checkUpdates } from '../../../src/updates/check-updates.ts';
import { fourAccounts, LAYOUTS, oneAccount } from '../../support/configs.ts';
import { plain } from '../../support/policies-in.ts';
import { plainTemplatesOf } from '../../support/synth.ts';
import { folder } from '../support/folder.ts';
import { witness } from '../support/surroundings.ts';
import { yamlOf } from '../support/yaml-of.ts';

interface Outcome {
  readonly config: Readonly<Record<string, unknown>>;
  readonly told: readonly string[];
}

async function lambdaConfig(config: Config, ...args: readonly string[]): Promise<Outcome> {
  const seen = witness({ cwd: folder({ 'kmscrypt-cdk.json': yamlOf(config) }) });
  expect(await run(['lambda-config', ...args], seen.surroundings)).toBe(0);
  expect(seen.calls).toEqual([]);
  return { config: JSON.parse(seen.printed.join('')), told: seen.told };
}

describe.each(LAYOUTS)('%s', (_name, config) => {
  it('the Lambda ssh-key-sync takes it', async () => {
    const { config: printed, told } = await lambdaConfig(config, 'ssh-key-sync');
    expect(await checkSshKeys(printed)).toEqual([]);
    expect(told).toEqual([]);
  });
});

describe('as it is deployed', () => {
  const outdir = (): string => {
    const path = folder();
    referenceArchitecture(fourAccounts(), { outdir: path }).synth();
    return path;
  };

  it('in the assets: ssh-key-sync and alarm-fanout', async () => {
    const deployed = globSync(`${outdir()}/**/config.json`).map((file): unknown =>
      JSON.parse(readFileSync(file, 'utf8')),
    );
    for (const name of ['ssh-key-sync', 'alarm-fanout']) {
      const { config } = await lambdaConfig(fourAccounts(), name);
      expect(deployed, name).toContainEqual(config);
    }
  });

  it('in the assets: auto-update, of each environment', async () => {
    const deployed = globSync(`${outdir()}/**/config.json`).map((file): unknown =>
      JSON.parse(readFileSync(file, 'utf8')),
    );
    for (const name of ['stage', 'prod']) {
      const { config, told } = await lambdaConfig(fourAccounts(), 'auto-update', '--environment', name);
      expect(deployed, name).toContainEqual(config);
      expect(await checkUpdates(config)).toEqual([]);
      expect(told).toEqual([]);
    }
  });

  it('in a variable: static-asset-invalidation, but for what CloudFormation names', async () => {
    const { config, told } = await lambdaConfig(
      fourAccounts(),
      'static-asset-invalidation',
      '--environment',
      'stage',
    );
    const { Resources: resources } = plain(
      plainTemplatesOf(fourAccounts()).get('stage/static') ?? { Resources: {} },
    );
    const [variable = ''] = Object.values(resources).flatMap(
      ({ Properties: properties }) =>
        (properties as { Environment?: { Variables?: { KMSCRYPT_CONFIG?: string } } }).Environment?.Variables
          ?.KMSCRYPT_CONFIG ?? [],
    );
    const named = variable
      .replace(/REF:InvalidationMemory\w+/, 'TABLE-OF-THE-STACK')
      .replace(/REF:Sitewww\w+/, 'E1EXAMPLE');
    expect(JSON.parse(named)).toEqual(config);
    expect(told).toEqual([expect.stringContaining('acme-stage-static-asset-invalidation')]);
  });

  it('alarm-fanout takes its own', async () => {
    const { config } = await lambdaConfig(oneAccount(), 'alarm-fanout');
    expect(config).toMatchObject({
      queues: 'arn:aws:sqs:eu-central-1:333333333333:acme-alarm-fanout-',
      table: 'acme-alarm-fanout',
    });
    const { queues: _queues, table: _table, ...written } = config;
    expect(await checkFanout(written)).toEqual([]);
  });
});

describe('refuses', () => {
  const without = (part: Partial<Config>): Config => ({ ...fourAccounts(), ...part });
  const noUpdates = fourAccounts().environments.map((each) => ({ ...each, updates: undefined }));
  const noSites = fourAccounts().environments.map((each) => ({ ...each, sites: [] }));

  it.each([
    { name: 'no name', args: [], code: 'USAGE' },
    { name: 'another name', args: ['kmscrypt'], code: 'USAGE' },
    { name: 'two names', args: ['ssh-key-sync', 'alarm-fanout'], code: 'USAGE' },
    { name: 'an environment of another Lambda', args: ['ssh-key-sync', '--environment', 'x'], code: 'USAGE' },
    { name: 'one of two environments', args: ['static-asset-invalidation'], code: 'USAGE' },
    {
      name: 'no such environment',
      args: ['static-asset-invalidation', '--environment', 'stag'],
      code: 'LAMBDA_NOT_FOUND',
      hints: ['did you mean stage?'],
    },
    { name: 'one of two updaters', args: ['auto-update'], code: 'USAGE' },
    {
      name: 'no updates',
      config: { environments: noUpdates },
      args: ['auto-update'],
      code: 'LAMBDA_NOT_FOUND',
    },
    { name: 'no sshKeys', config: { sshKeys: undefined }, args: ['ssh-key-sync'], code: 'LAMBDA_NOT_FOUND' },
    { name: 'no alarms', config: { alarms: undefined }, args: ['alarm-fanout'], code: 'LAMBDA_NOT_FOUND' },
    {
      name: 'no sites',
      config: { environments: noSites },
      args: ['static-asset-invalidation'],
      code: 'LAMBDA_NOT_FOUND',
    },
  ])('$name', async ({ args, config = {}, code, hints = [expect.any(String)] }) => {
    const { surroundings, printed } = witness({
      cwd: folder({ 'kmscrypt-cdk.json': yamlOf(without(config)) }),
    });
    await expect(run(['lambda-config', ...args], surroundings)).rejects.toMatchObject({ code, hints });
    expect(printed).toEqual([]);
  });

  it('nothing where one environment has sites', async () => {
    const [stage, ...others] = fourAccounts().environments;
    if (stage === undefined) throw new Error('there is no environment');
    const environments = [stage, ...others.map((each) => ({ ...each, sites: [] }))];
    const { config } = await lambdaConfig(without({ environments }), 'static-asset-invalidation');
    expect(config).toMatchObject({ sites: [{ bucket: 'acme-stage-www-555555555555' }] });
  });
});
