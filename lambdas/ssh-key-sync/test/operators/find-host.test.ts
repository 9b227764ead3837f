import { describe, expect, test } from 'vitest';
import { findHost } from '../../src/operators/find-host.ts';
import type { Fleet, Instance } from '../../src/ports.ts';
import type { HostRecord } from '../../src/state.ts';
import { ARN, configOf, NOW, stateOf } from './support/state.ts';

const { hosts: REPORTS } = stateOf();
const instance = (id: string, name?: string): Instance => ({
  id,
  arn: ARN.replace('i-0abc', id),
  name,
  launched: NOW,
});
const INSTANCES: Readonly<Record<string, readonly Instance[]>> = {
  'dev-app': [instance('i-0abc', 'web'), instance('i-0def', 'web')],
  'prod-app': [instance('i-0fff', 'shop')],
};
const FLEET: Fleet = {
  tell: () => Promise.reject(new Error('not asked for')),
  instances: async (hostGroup) => INSTANCES[hostGroup] ?? [],
};
const SILENT: Fleet = { ...FLEET, instances: () => Promise.reject(new Error('not asked for')) };
const { signal } = new AbortController();

test.each([
  ['a host group, without asking', 'dev-app', SILENT, { hostGroup: 'dev-app' }],
  [
    'an id that has reported, without asking',
    'i-0abc',
    SILENT,
    { hostGroup: 'dev-app', report: REPORTS[ARN] },
  ],
  ['an ARN that has reported', ARN, SILENT, { hostGroup: 'dev-app', instance: { id: 'i-0abc' } }],
  ['an id that has not reported', 'i-0def', FLEET, { hostGroup: 'dev-app', instance: { id: 'i-0def' } }],
  ['a name', 'shop', FLEET, { hostGroup: 'prod-app', instance: { id: 'i-0fff' }, report: undefined }],
])('%s', async (_, meant, fleet, expected) => {
  const found = await findHost(meant, { config: configOf(), reports: REPORTS, fleet, signal });
  expect(found).toMatchObject(expected);
});

test('what a host has reported of another group is left out', async () => {
  const reports = { [ARN]: { ...REPORTS[ARN], hostGroup: 'former-app' } as HostRecord };
  const found = await findHost('i-0abc', { config: configOf(), reports, fleet: FLEET, signal });
  expect(found).toMatchObject({ hostGroup: 'dev-app', instance: { id: 'i-0abc' }, report: undefined });
});

describe('is refused with the cure', () => {
  test.each([
    ['no host', 'i-0abd', 'NOT_FOUND', 'i-0abc'],
    ['no host group', 'dev-ap', 'NOT_FOUND', 'dev-app'],
    ['a name of two', 'web', 'USAGE', ARN],
  ])('%s', async (_, meant, code, hint) => {
    const asked = findHost(meant, { config: configOf(), reports: {}, fleet: FLEET, signal });
    await expect(asked).rejects.toMatchObject({
      code,
      hints: expect.arrayContaining([expect.stringContaining(hint)]),
    });
  });
});
