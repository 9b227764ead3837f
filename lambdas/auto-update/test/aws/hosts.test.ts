import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHosts } from '../../src/aws/hosts.ts';
import { CLUSTER, fleetOf } from '../support/fleets.ts';
import { motoOfFile } from '../support/moto.ts';
import { motoCalls, motoHosts, stubAws } from '../support/moto-hosts.ts';
import { ALWAYS } from '../support/scripted-calls.ts';

const moto = await motoOfFile();
const endpoint = moto?.endpoint ?? '';
afterAll(() => moto?.stop());
beforeEach(() => {
  stubAws(endpoint);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
const account = motoHosts(endpoint);
const hosts = createHosts({ calls: motoCalls(endpoint), document: 'update' });

describe.skipIf(moto === undefined)('hosts in moto', () => {
  it('nobody', async () => {
    await expect(hosts.all(fleetOf({ tags: { app: 'nobody' } }), ALWAYS)).resolves.toEqual([]);
  });

  it('by their tags, those that are stopped and not those that are terminated', async () => {
    const [first = '', second = '', third = ''] = await account.run(3, { app: 'tagged', Name: 'web' });
    await account.run(1, { app: 'tagge' });
    await account.stop(second);
    await account.terminate(third);
    const found = await hosts.all(fleetOf({ tags: { app: ['tagged', 'other'], Name: 'web' } }), ALWAYS);
    expect(found.find(({ id }) => id === first)).toMatchObject({
      name: 'web',
      zone: expect.stringMatching(/^us-east-1[a-z]$/),
      architecture: 'x86_64',
      image: 'ami-12c6146b',
      isServing: true,
      service: 'in',
    });
    expect(Object.fromEntries(found.map(({ id, why }) => [id, why]))).toEqual({
      [first]: undefined,
      [second]: 'it is stopped',
    });
  });

  it('by their ids where a run is at work on them, whatever tags they have by now', async () => {
    const [first = '', second = '', third = ''] = await account.run(3, { app: 'retagged' });
    await account.terminate(third);
    const run = { had: {}, underWay: [first, third, 'i-0123456789abcdef0'] };
    const found = await hosts.all(fleetOf({ tags: { app: 'other' } }), ALWAYS, run);
    expect(found.map(({ id, isStranger }) => [id, isStranger])).toEqual([[first, true]]);
    const all = await hosts.all(fleetOf({ tags: { app: 'retagged' } }), ALWAYS, run);
    expect(all.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
  });

  it('are taken out of a target group and put into it again', async () => {
    const ids = await account.run(2, { app: 'behind' });
    const group = await account.targetGroup('behind');
    const fleet = fleetOf({ tags: { app: 'behind' }, targetGroups: [group] });
    const before = await hosts.all(fleet, ALWAYS);
    expect(before.map(({ service, why }) => [service, why])).toEqual([
      ['out', 'it is no target of behind'],
      ['out', 'it is no target of behind'],
    ]);
    await expect(hosts.bringIn(fleet, before, ALWAYS)).resolves.toEqual([]);
    const [first, ...others] = await hosts.all(fleet, ALWAYS);
    expect(first).toMatchObject({ service: 'in', targets: [{ group, port: 80 }] });
    await expect(hosts.takeOut(fleet, first === undefined ? [] : [first], ALWAYS)).resolves.toEqual([]);
    const after = await hosts.all(fleet, ALWAYS);
    expect(after.find(({ id }) => id === first?.id)?.service).toBe('out');
    expect(after.find(({ id }) => id === others[0]?.id)?.service).toBe('in');
    expect(after.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('of a cluster are drained and activated; a task of nobody is counted', async () => {
    await account.cluster('prod');
    const [first = '', second = ''] = await account.run(2, { app: 'cluster' });
    const arn = await account.register('prod', first);
    await account.register('prod', second);
    await account.startTask('prod', arn);
    const found = await hosts.all(CLUSTER, ALWAYS);
    expect(Object.fromEntries(found.map(({ id, service, isServing }) => [id, [service, isServing]]))).toEqual(
      {
        [first]: ['in', true],
        [second]: ['in', true],
      },
    );
    await expect(hosts.tasks(CLUSTER, found, ALWAYS)).resolves.toEqual({
      [first]: { ofServices: 0, others: 1 },
      [second]: { ofServices: 0, others: 0 },
    });
    const one = found.filter(({ id }) => id === second);
    await expect(hosts.takeOut(CLUSTER, one, ALWAYS)).resolves.toEqual([]);
    const drained = await hosts.all(CLUSTER, ALWAYS);
    expect(drained.find(({ id }) => id === second)).toMatchObject({ service: 'leaving', isServing: false });
    await expect(hosts.bringIn(CLUSTER, one, ALWAYS)).resolves.toEqual([]);
    const back = await hosts.all(CLUSTER, ALWAYS);
    expect(back.find(({ id }) => id === second)).toMatchObject({ service: 'in', isServing: true });
  });

  it('are sent a step', async () => {
    await account.document('update');
    const ids = await account.run(2, { app: 'sent' });
    const { commands, notDone } = await hosts.send(
      {
        action: 'check',
        step: 'web-20261122T020000Z-checking-1',
        hosts: ids,
        scope: 'security',
        pin: '',
        services: [],
        minutes: 15,
      },
      ALWAYS,
    );
    expect(notDone).toEqual([]);
    const [sent] = await account.sent();
    expect(commands).toEqual(Object.fromEntries(ids.map((id) => [id, sent?.CommandId])));
    expect(sent).toMatchObject({
      DocumentName: 'update',
      Parameters: {
        Step: ['web-20261122T020000Z-checking-1'],
        Action: ['check'],
        Pin: ['none'],
        Timeout: ['900'],
      },
    });
  });
});
