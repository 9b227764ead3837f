import { describe, expect, it } from 'vitest';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import { createHosts } from '../../../src/aws/hosts.ts';
import { CLUSTER } from '../../support/fleets.ts';
import { hostOf } from '../../support/hosts.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

const HOSTS = Array.from({ length: 25 }, (_, at) =>
  hostOf({ id: `i-${at}`, containerInstance: `arn:ci-${at}` }),
);

function world(updateContainerInstancesState: AwsCalls['updateContainerInstancesState']) {
  const scripted = scriptedCalls({ updateContainerInstancesState });
  return { ...scripted, hosts: createHosts({ calls: scripted.calls, document: 'update' }) };
}

const done: AwsCalls['updateContainerInstancesState'] = async ({ containerInstances = [] }) => ({
  containerInstances: containerInstances.map((containerInstanceArn) => ({ containerInstanceArn })),
  failures: [],
});

describe('draining', () => {
  it('ten at a time', async () => {
    const { hosts, inputsOf } = world(done);
    await expect(hosts.takeOut(CLUSTER, HOSTS, ALWAYS)).resolves.toEqual([]);
    const asked = inputsOf('updateContainerInstancesState');
    expect(asked.map((input) => [input.status, input.containerInstances?.length])).toEqual([
      ['DRAINING', 10],
      ['DRAINING', 10],
      ['DRAINING', 5],
    ]);
    expect(asked.every(({ cluster }) => cluster === 'prod')).toBe(true);
  });

  it('and back', async () => {
    const { hosts, inputsOf } = world(done);
    await hosts.bringIn(CLUSTER, HOSTS.slice(0, 1), ALWAYS);
    expect(inputsOf('updateContainerInstancesState')).toEqual([
      { cluster: 'prod', containerInstances: ['arn:ci-0'], status: 'ACTIVE' },
    ]);
  });

  it('tells whom it was not done for, and goes on with the others', async () => {
    const { hosts } = world(async (input, signal) => {
      const arns = input.containerInstances ?? [];
      if (arns.includes('arn:ci-12')) throw refusedAs('ServerException', 'try later', 500);
      const rest = arns.filter((arn) => arn !== 'arn:ci-3' && arn !== 'arn:ci-4');
      const answer = await done({ ...input, containerInstances: rest }, signal);
      return {
        ...answer,
        failures: arns.includes('arn:ci-3') ? [{ arn: 'arn:ci-3', reason: 'MISSING' }] : [],
      };
    });
    const notDone = await hosts.takeOut(CLUSTER, [...HOSTS, hostOf({ id: 'i-99' })], ALWAYS);
    const reasons = Object.fromEntries(notDone.map(({ host, reason }) => [host, reason]));
    expect(Object.keys(reasons)).toHaveLength(13);
    expect(reasons).toMatchObject({
      'i-3': 'MISSING',
      'i-4': 'ECS does not say why',
      'i-10': 'try later',
      'i-19': 'try later',
      'i-99': 'it is no container instance of the cluster',
    });
  });
});
