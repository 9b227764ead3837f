import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { createHosts } from '../../../src/aws/hosts.ts';
import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { Host } from '../../../src/view.ts';
import { fleetOf } from '../../support/fleets.ts';
import { hostOf } from '../../support/hosts.ts';
import { ALWAYS, refusedAs, scriptedCalls } from '../../support/scripted-calls.ts';

const WEB = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/web/1';
const API = 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/api/2';
const FLEET = fleetOf({ targetGroups: [WEB, API] });

type State = NonNullable<TargetHealthDescription['TargetHealth']>['State'];

const target = (Id: string, Port: number, State: State): TargetHealthDescription => ({
  Target: { Id, Port },
  TargetHealth: { State },
});

function world(
  groups: Readonly<Record<string, readonly TargetHealthDescription[]>>,
  script: Partial<AwsCalls> = {},
) {
  const scripted = scriptedCalls({
    describeInstances: async () => ({
      Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: 'running' } }] }],
    }),
    describeInstanceStatus: async () => ({ InstanceStatuses: [] }),
    describeTargetHealth: async ({ TargetGroupArn = '' }) => ({
      TargetHealthDescriptions: [...(groups[TargetGroupArn] ?? [])],
    }),
    registerTargets: async () => ({}),
    deregisterTargets: async () => ({}),
    ...script,
  });
  return { ...scripted, hosts: createHosts({ calls: scripted.calls, document: 'update' }) };
}

describe('a host of target groups', () => {
  it.each<[name: string, web: readonly State[], api: readonly State[], expected: Partial<Host>]>([
    ['healthy in both', ['healthy'], ['healthy'], { isServing: true, service: 'in' }],
    [
      'unhealthy in one',
      ['healthy'],
      ['unhealthy'],
      { isServing: false, service: 'in', why: 'it is unhealthy in api' },
    ],
    ['new in one', ['initial'], ['healthy'], { isServing: false, service: 'in' }],
    [
      'with two ports, one unhealthy',
      ['healthy', 'unhealthy'],
      ['healthy'],
      { isServing: false, service: 'in' },
    ],
    [
      'draining in both',
      ['draining'],
      ['draining'],
      { isServing: false, service: 'leaving', isPartly: undefined },
    ],
    ['draining in one, out of the other', ['draining'], [], { service: 'leaving', isPartly: undefined }],
    ['draining in one, in the other', ['draining'], ['healthy'], { service: 'leaving', isPartly: true }],
    ['of one alone: that is all that it is judged by', [], ['healthy'], { isServing: true, service: 'in' }],
    ['out of both', [], [], { isServing: false, service: 'out' }],
    ['of a group that nobody uses', ['unused'], ['healthy'], { isServing: false, service: 'in' }],
  ])('%s', async (_, web, api, expected) => {
    const states = (all: readonly State[]) => all.map((state, at) => target('i-1', 8_080 + at, state));
    const { hosts } = world({ [WEB]: states(web), [API]: [...states(api), target('i-9', 80, 'healthy')] });
    await expect(hosts.all(FLEET, ALWAYS)).resolves.toMatchObject([expected]);
  });

  it.each<[name: string, web: readonly State[], api: readonly State[], expected: Partial<Host>]>([
    [
      'brought in to one of two',
      [],
      ['healthy'],
      { service: 'leaving', isPartly: true, why: 'it is no target of web' },
    ],
    ['brought in to both', ['healthy'], ['healthy'], { isServing: true, service: 'in' }],
    ['still draining in one', ['draining'], [], { service: 'leaving', isPartly: undefined }],
  ])('that we took out of both: %s', async (_, web, api, expected) => {
    const states = (all: readonly State[]) => all.map((state) => target('i-1', 8_080, state));
    const { hosts } = world({ [WEB]: states(web), [API]: states(api) });
    const had = [WEB, API].map((group) => ({ group, port: 8_080 }));
    await expect(hosts.all(FLEET, ALWAYS, { had: { 'i-1': had }, underWay: [] })).resolves.toMatchObject([
      expected,
    ]);
  });

  it.each<[name: string, api: readonly State[], expected: Partial<Host>]>([
    ['in the other', ['healthy'], { isServing: true, service: 'in' }],
    ['in none', [], { isServing: false, service: 'out', why: 'there is no target group web' }],
  ])('one of whose groups is not there any more: %s', async (_, api, expected) => {
    const { hosts } = world(
      {},
      {
        describeTargetHealth: async ({ TargetGroupArn }) => {
          if (TargetGroupArn === WEB) throw refusedAs('TargetGroupNotFoundException');
          return { TargetHealthDescriptions: api.map((state) => target('i-1', 1, state)) };
        },
      },
    );
    const had = [{ group: WEB, port: 1 }];
    await expect(hosts.all(FLEET, ALWAYS, { had: { 'i-1': had }, underWay: [] })).resolves.toMatchObject([
      expected,
    ]);
  });

  it('has its targets, with their ports', async () => {
    const { hosts } = world({ [WEB]: [target('i-1', 1, 'healthy'), target('i-1', 2, 'healthy')], [API]: [] });
    const [host] = await hosts.all(FLEET, ALWAYS);
    expect(host?.targets).toEqual([
      { group: WEB, port: 1 },
      { group: WEB, port: 2 },
    ]);
  });

  it('an answer without a list is a failure', async () => {
    const { hosts } = world({}, { describeTargetHealth: async () => ({}) });
    await expect(hosts.all(FLEET, ALWAYS)).rejects.toMatchObject({ code: 'AWS_FAILED' });
  });
});

describe('taking out of target groups', () => {
  it('exactly what is there, with its ports; what drains is left alone', async () => {
    const { hosts, inputsOf } = world({
      [WEB]: [target('i-1', 1, 'healthy'), target('i-1', 2, 'draining'), target('i-9', 1, 'healthy')],
      [API]: [],
    });
    await expect(hosts.takeOut(FLEET, [hostOf({ id: 'i-1' })], ALWAYS)).resolves.toEqual([]);
    expect(inputsOf('deregisterTargets')).toEqual([
      { TargetGroupArn: WEB, Targets: [{ Id: 'i-1', Port: 1 }] },
    ]);
  });

  it('one group fails, the other is done', async () => {
    const { hosts, inputsOf } = world(
      { [WEB]: [target('i-1', 1, 'healthy')], [API]: [target('i-1', 1, 'healthy')] },
      {
        deregisterTargets: async ({ TargetGroupArn }) => {
          if (TargetGroupArn === WEB) throw refusedAs('AccessDenied', 'not allowed');
          return {};
        },
      },
    );
    await expect(hosts.takeOut(FLEET, [hostOf({ id: 'i-1' })], ALWAYS)).resolves.toEqual([
      { host: 'i-1', reason: 'not allowed' },
    ]);
    expect(inputsOf('deregisterTargets')).toHaveLength(2);
  });

  it('a group that cannot be read: none is done', async () => {
    const { hosts } = world({}, { describeTargetHealth: async () => ({}) });
    const notDone = await hosts.takeOut(FLEET, [hostOf({ id: 'i-1' }), hostOf({ id: 'i-2' })], ALWAYS);
    expect(notDone.map(({ host }) => host)).toEqual(['i-1', 'i-2']);
  });
});

describe('bringing in', () => {
  it('where it was, with the ports that it had; else everywhere with that of the group', async () => {
    const { hosts, inputsOf } = world({});
    const had = [
      { group: WEB, port: 1 },
      { group: WEB, port: 2 },
    ];
    await hosts.bringIn(FLEET, [hostOf({ id: 'i-1', targets: had }), hostOf({ id: 'i-2' })], ALWAYS);
    expect(inputsOf('registerTargets')).toEqual([
      { TargetGroupArn: WEB, Targets: [{ Id: 'i-1', Port: 1 }, { Id: 'i-1', Port: 2 }, { Id: 'i-2' }] },
      { TargetGroupArn: API, Targets: [{ Id: 'i-2' }] },
    ]);
  });

  it('one that is refused takes no other with it', async () => {
    const { hosts } = world(
      {},
      {
        registerTargets: async ({ Targets = [] }) => {
          if (Targets.some(({ Id }) => Id === 'i-2')) throw refusedAs('InvalidTarget', 'i-2 is not running');
          return {};
        },
      },
    );
    const notDone = await hosts.bringIn(
      FLEET,
      ['i-1', 'i-2', 'i-3'].map((id) => hostOf({ id })),
      ALWAYS,
    );
    expect(notDone).toEqual([{ host: 'i-2', reason: 'i-2 is not running' }]);
  });

  it('to a group that is not there any more: there is nothing to do', async () => {
    const gone = async (): Promise<never> => Promise.reject(refusedAs('TargetGroupNotFoundException'));
    const { hosts } = world({}, { registerTargets: gone, describeTargetHealth: gone });
    await expect(hosts.bringIn(FLEET, [hostOf({ id: 'i-1' })], ALWAYS)).resolves.toEqual([]);
    await expect(hosts.takeOut(FLEET, [hostOf({ id: 'i-1' })], ALWAYS)).resolves.toEqual([]);
  });

  it('without target groups there is nothing to do', async () => {
    const { hosts, made } = world({});
    const fleet = fleetOf();
    await expect(hosts.bringIn(fleet, [hostOf({})], ALWAYS)).resolves.toEqual([]);
    await expect(hosts.takeOut(fleet, [hostOf({})], ALWAYS)).resolves.toEqual([]);
    expect(made).toEqual([]);
  });
});
