import { expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check-config.ts';
import { isUpdated, updateConfig } from '../../src/updates/update-config.ts';
import { roleStatements } from '../alarms/support.ts';
import { valid } from '../config/valid.ts';
import { NAME, withTopicKey } from './updated.ts';

/** The function's statements, as they are deployed, in an environment with so many fleets of mode `refresh`. */
async function statementsFor(count: number): Promise<ReturnType<typeof roleStatements>> {
  const names = Array.from({ length: count }, (_, index) => `service-${index}`);
  const fleets = Object.fromEntries(
    names.map((name) => [name, { mode: 'refresh', group: `stage-${name}`, image: `/images/${name}` }]),
  );
  const environments = valid().environments.map((each, index) =>
    index === 0 ? { ...each, updates: { fleets } } : each,
  );
  const { config } = await checkConfig({ ...valid(), environments });
  const own = config?.environments.find(isUpdated);
  if (config === undefined || own === undefined) throw new TypeError('not valid');
  return roleStatements(withTopicKey(updateConfig(own, config)), NAME);
}

test('as many groups as the policy of a role has room for', async () => {
  expect(JSON.stringify(await statementsFor(18)).length).toBeLessThan(10_240);
});

test('one more is refused before anything is deployed', async () => {
  await expect(statementsFor(19)).rejects.toThrow(
    /^the policy of acme-stage-auto-update has up to 10\d{3} characters, and IAM takes no more than 10240/,
  );
});
