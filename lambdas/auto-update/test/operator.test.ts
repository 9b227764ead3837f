import { expect, test, vi } from 'vitest';
import { configSchema } from '../src/config.ts';
import { operator } from '../src/operator.ts';
import { printedBy } from './operators/support/run-command.ts';
import { CONFIG_TEXT } from './operators/support/world.ts';

test('the commands, in the order of the help', () => {
  expect(operator.commands.map(({ name }) => name)).toEqual([
    'plan',
    'status',
    'pause',
    'resume',
    'start',
    'abort',
    'report',
    'host-script',
  ]);
});

test('all but the one that asks nobody take a config, a fleet, and say JSON', () => {
  for (const option of ['config', 'fleet', 'json']) {
    const without = operator.commands.filter(({ options }) => options[option] === undefined);
    expect(without.map(({ name }) => name)).toEqual(['host-script']);
  }
});

test('config shows the policy that each fleet follows', () => {
  const config = configSchema.parse({ ...CONFIG_TEXT, policy: { stopAfter: 5 } });
  expect(operator.shown?.(config)).toMatchObject({
    policy: { stopAfter: 5 },
    fleets: {
      web: { mode: 'in-place', policy: { stopAfter: 5, minHealthy: '50%' } },
      jobs: { policy: { stopAfter: 5 } },
    },
  });
});

test('without a region nobody is asked', async () => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
  const status = operator.commands.find(({ name }) => name === 'status');
  if (status === undefined) throw new Error('there is no status');
  await expect(printedBy(status)).rejects.toMatchObject({ code: 'REGION_MISSING' });
  vi.unstubAllEnvs();
});
