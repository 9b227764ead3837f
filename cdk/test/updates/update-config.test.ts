import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { checkUpdates } from '../../src/updates/check-updates.ts';
import { beforeOf, isUpdated, updateConfig } from '../../src/updates/update-config.ts';
import { LAYOUTS, sixAccounts } from '../support/configs.ts';

const configsOf = (config: Config): readonly Readonly<Record<string, unknown>>[] =>
  config.environments.filter(isUpdated).map((each) => updateConfig(each, config));

test.each(LAYOUTS)('%s: the Lambda takes the config that the deployment makes', async (_name, config) => {
  const made = configsOf(config);
  expect(made).toHaveLength(config.environments.length);
  for (const each of made) expect(await checkUpdates(each)).toEqual([]);
});

test('it has the names of what is deployed, and the environment before', () => {
  expect(configsOf(sixAccounts())[1]).toEqual({
    environment: 'stage',
    table: 'acme-stage-auto-update',
    document: 'acme-stage-auto-update',
    topic: 'arn:aws:sns:eu-central-1:555555555555:acme-alarms',
    promotion: {
      table: 'acme-auto-update-promotions',
      role: 'arn:aws:iam::333333333333:role/acme-stage-auto-update-promotions',
      externalId: 'acme-stage-auto-update',
      after: 'dev',
    },
    freeze: '/acme/freeze',
    fleets: {
      jobs: { mode: 'in-place', tags: { environment: 'stage', role: 'jobs' } },
      web: { mode: 'ecs', cluster: 'stage-web' },
      api: {
        mode: 'refresh',
        group: 'stage-api',
        image: '/images/api',
        current: '/acme/stage/auto-update/api/image',
      },
    },
  });
});

const FLEETS = { fleets: { web: { mode: 'ecs', cluster: 'web' } } } as const;
const all = [
  { name: 'dev', account: '1', updates: FLEETS },
  { name: 'qa', account: '2' },
  { name: 'stage', account: '3', updates: FLEETS },
  { name: 'prod', account: '4', updates: { ...FLEETS, after: 'dev' } },
];

test.each([
  ['the first', 'dev', undefined],
  ['one behind another that has none', 'stage', 'dev'],
  ['one that says so', 'prod', 'dev'],
])('before %s', (_name, name, expected) => {
  const found = all.find((each) => each.name === name);
  expect(found && beforeOf(found, all)).toBe(expected);
});
