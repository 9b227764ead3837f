import { KmscryptError } from '@kmscrypt/core/error';
import { describe, expect, test } from 'vitest';
import { planCommand } from '../../src/operators/plan.ts';
import { DEFAULTS } from '../../src/config/policy.ts';
import type { PromotionRecord, Release } from '../../src/release.ts';
import { EMPTY_STATE } from '../../src/state.ts';
import { agentsOf, hostOf } from './support/hosts.ts';
import { printedBy, triedBy } from './support/run-command.ts';
import { recordOf, recordsOf, RUN } from './support/runs.ts';
import { DAY, HOUR, MINUTE, NOW, type World, worldOf } from './support/world.ts';

const HOSTS = [
  hostOf(0, { name: 'web-0' }),
  hostOf(1),
  hostOf(2, { tags: { role: 'web', 'auto-update-hold': 'on' } }),
  hostOf(3),
];
const WORLD: World = { hosts: HOSTS, agents: agentsOf(HOSTS) };
const POLICY = {
  windows: [{ hours: '22:00-02:00', timezone: 'Europe/Berlin' }],
  maxUnavailable: 2,
  minHealthy: 2,
};

async function planOf(world: World, policy: object = {}, json = false): Promise<string> {
  const config = { policy: { ...POLICY, ...policy } };
  return await printedBy(planCommand(worldOf(world)), { fleet: ['web'], json }, config);
}

/** What a program reads. */
async function outlookOf(world: World, policy: object = {}): Promise<unknown> {
  return (JSON.parse(await planOf(world, policy, true)) as readonly unknown[])[0];
}

test('a fleet between windows: the order from the next opening on, canaries first', async () => {
  expect(await planOf(WORLD)).toBe(`web (in-place): 4 hosts, 4 in service, never fewer than 2
held back now: no window is open: the next opens 2026-11-22T21:00:00Z [WINDOW_CLOSED]
the next window opens Sun 2026-11-22 22:00 Europe/Berlin
the next run begins Sun 2026-11-22 22:00 Europe/Berlin, if nothing holds it back then
hosts are brought to: the newest packages
it would end about Sun 2026-11-22 23:07 Europe/Berlin, with 5 minutes for packages of a host
what there is to update on 3 hosts is known once the run has asked

in this order, if every step goes well
  1. Sun 2026-11-22 22:01 Europe/Berlin: i-0 (web-0), eu-central-1a, a canary
  2. Sun 2026-11-22 22:50 Europe/Berlin: i-1, eu-central-1b
  3. Sun 2026-11-22 22:50 Europe/Berlin: i-3, eu-central-1a

left out
  i-2 (eu-central-1c): its tag auto-update-hold is on [EXCLUDED]`);
});

test('what hosts last said, and when they were updated', async () => {
  const last = recordOf('i-1', 'done', {
    run: 'web-20261110T020000Z',
    updated: NOW - 12 * DAY,
    before: {
      boot: 'b',
      kernel: 'k',
      platform: 'debian-12',
      architecture: 'x86_64',
      updates: 3,
      security: 2,
      needsReboot: true,
      digest: 'd',
      pin: 'none',
      isHealthy: true,
      problems: [],
      packages: [{ name: 'openssl', from: '3.0.14', to: '3.0.15' }],
      morePackages: 2,
    },
  });
  const text = await planOf({ ...WORLD, looked: { web: { records: recordsOf(last) } } });
  expect(text).toContain(
    'updated 12 days ago; 3 updates, 2 of security when it was last asked: openssl 3.0.14 → 3.0.15',
  );
});

describe('what holds a fleet back is told, and what would be done without it all the same', () => {
  test.each<[code: string, world: World]>([
    ['ALARM', { gates: { alarms: ['5xx'], unreadable: [] } }],
    ['FROZEN', { gates: { alarms: [], unreadable: [], frozen: 'launch' } }],
    ['GATE_UNREADABLE', { gates: { alarms: [], unreadable: ['5xx'] } }],
    ['PAUSED', { looked: { web: { control: { format: 1, paused: { at: NOW, by: 'bob' } } } } }],
  ])('%s', async (code, world) => {
    expect(await outlookOf({ ...WORLD, ...world })).toMatchObject({
      held: expect.arrayContaining([expect.objectContaining({ code })]),
      order: [{ id: 'i-0', isCanary: true }, { id: 'i-1' }, { id: 'i-3' }],
    });
  });
});

test('a run that is not due yet begins when it is, in a window', async () => {
  const last = { id: RUN.id, began: NOW - HOUR, ended: NOW, outcome: 'done', release: RUN.release } as const;
  const looked = { web: { state: { ...EMPTY_STATE, last } } };
  // A day after 03:00 UTC no window is open: the next opens at 22:00 in Berlin.
  expect(await outlookOf({ ...WORLD, looked })).toMatchObject({ begins: Date.UTC(2026, 10, 23, 21) });
});

test('a run under way is gone on with, by its own config', async () => {
  const run = { ...RUN, canaries: ['i-0'] };
  const records = recordsOf(
    recordOf('i-0', 'done', { updated: NOW - 40 * MINUTE, since: NOW - 40 * MINUTE }),
    recordOf('i-1', 'waiting'),
    recordOf('i-3', 'waiting'),
  );
  const looked = { web: { state: { ...EMPTY_STATE, run }, records } };
  const outlook = await outlookOf({ ...WORLD, looked });
  expect(outlook).toMatchObject({ run: RUN.id, open: { timezone: 'UTC' } });
  expect(outlook).toMatchObject({ order: [{ id: 'i-1' }, { id: 'i-3' }] });
});

test('a floor that no host may leave', async () => {
  const world = { hosts: HOSTS.slice(0, 1), agents: agentsOf(HOSTS) };
  expect(await planOf(world, { minHealthy: 1, giveUpDays: 1 })).toContain('no host would be begun with');
  const outlook = await outlookOf(world, { minHealthy: 1, outage: 'window' });
  expect(outlook).toMatchObject({ order: [{ id: 'i-0' }] });
});

test('hosts that SSM does not know are left out', async () => {
  const agents = agentsOf(HOSTS);
  const unknown = { isOnline: false, isKnown: false, platform: '' };
  expect(await outlookOf({ ...WORLD, agents: { ...agents, 'i-1': unknown } })).toMatchObject({
    order: [{ id: 'i-0' }, { id: 'i-3' }],
    leftOut: expect.arrayContaining([
      expect.objectContaining({ id: 'i-1', why: expect.objectContaining({ code: 'NO_AGENT' }) }),
    ]),
  });
});

test('before the table is there it is planned from nothing', async () => {
  const missing = Object.assign(new Error('not there'), { name: 'ResourceNotFoundException' });
  const world = { ...WORLD, tableError: new KmscryptError('INVALID_OPTION', 'no table', { cause: missing }) };
  const text = await planOf(world);
  expect(text).toMatch(/^there is no table auto-update in eu-central-1/u);
  expect(text).toContain('1. Sun 2026-11-22 22:01 Europe/Berlin: i-0');
  const other = { ...WORLD, tableError: new KmscryptError('ACCESS_DENIED', 'not allowed') };
  await expect(planOf(other)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

describe('when it begins', () => {
  const ALL_DAY = { windows: [{ hours: '00:00-23:59', timezone: 'UTC' }] };
  const paused = { looked: { web: { control: { format: 1, paused: { at: NOW, by: 'bob' } } } } } as const;

  test.each<[name: string, world: World, policy: object, line: string]>([
    ['now', WORLD, ALL_DAY, 'nothing holds it back: a run begins with the next tick'],
    [
      'once a pause is over',
      { ...WORLD, ...paused },
      ALL_DAY,
      'a run is due, and begins once nothing holds it back',
    ],
    ['later, in a pause', { ...WORLD, ...paused }, {}, 'times are as if what holds it back ended before'],
  ])('%s', async (_, world, policy, line) => {
    expect(await planOf(world, policy)).toContain(line);
  });
});

test('hosts that are left out for one reason stand together', async () => {
  const hosts = HOSTS.map((host) => ({ ...host, tags: { role: 'web', 'auto-update-hold': 'on' } }));
  expect(await planOf({ ...WORLD, hosts })).toContain(
    'i-0 (web-0) (eu-central-1a), i-1 (eu-central-1b), i-2 (eu-central-1c), i-3 (eu-central-1a): its tag',
  );
});

test('a freeze parameter that is not there is told', async () => {
  const gates = { alarms: [], unreadable: [], notes: ['there is no freeze parameter /nope'] };
  expect(await planOf({ ...WORLD, gates })).toContain('note: there is no freeze parameter /nope');
});

test('a cluster that is not there is told', async () => {
  const cause = Object.assign(new Error('no'), { name: 'ClusterNotFoundException' });
  const error = new KmscryptError('INVALID_OPTION', 'there is no cluster wbe', { cause });
  const text = await printedBy(planCommand(worldOf({ hostErrors: { jobs: error } })), { fleet: ['jobs'] });
  expect(text).toContain('note: there is no cluster wbe');
});

test('a fleet that cannot be read stops no other, and fails the command', async () => {
  const world = worldOf({ ...WORLD, hostErrors: { web: new KmscryptError('THROTTLED', 'slow down') } });
  const { printed, error } = await triedBy(planCommand(world), {}, { policy: POLICY });
  expect(error).toMatchObject({ code: 'THROTTLED', message: 'web: slow down' });
  expect(printed).toMatch(/^jobs \(ecs\): 4 hosts/u);
});

test('a fleet of the past, whose run goes on', async () => {
  const looked = {
    old: { state: { ...EMPTY_STATE, run: { ...RUN, fleet: { ...RUN.fleet, name: 'old' } } } },
  };
  const world = { ...WORLD, looked, active: ['old'] };
  const text = await printedBy(planCommand(worldOf(world)), { fleet: ['old'] });
  expect(text).toContain(`run ${RUN.id} is under way`);
});

const PROMOTION = { promotion: { table: 'promotions', after: 'stage', quietDays: 0 } };
const NOT_ALLOWED: World['promoted'] = async () => {
  throw new KmscryptError('ACCESS_DENIED', 'not allowed to assume the role');
};

describe('behind another environment', () => {
  const planAfter = (promoted: World['promoted']): Promise<string> =>
    printedBy(
      planCommand(worldOf({ ...WORLD, promoted })),
      { fleet: ['web'] },
      { ...PROMOTION, policy: POLICY },
    );

  test('that who asks may not read: planned with the newest, and said', async () => {
    const text = await planAfter(NOT_ALLOWED);
    expect(text).toMatch(/^note: which release is not known here: .*not allowed to assume the role$/mu);
    expect(text).toContain('1. Sun 2026-11-22 22:01 Europe/Berlin: i-0');
    expect(text).not.toContain('PROMOTION_WAITS');
  });

  test('that has nothing for it yet', async () => {
    const text = await planAfter(async () => undefined);
    expect(text).toContain(
      'held back now: stage has not ended a run of this fleet well yet [PROMOTION_WAITS]',
    );
    expect(text).toContain('no run would begin');
    expect(text).not.toContain('note: ');
  });

  test('that has something: it is that', async () => {
    const release = { id: 'web-20261120T020000Z', pins: { 'debian-12': 'none' } };
    const text = await planAfter(async () => promotedRecord(release));
    expect(text).toContain('promoted from web-20261120T020000Z');
  });

  test('whose table nobody has to read for a run that is under way', async () => {
    const looked = { web: { state: { ...EMPTY_STATE, run: RUN } } };
    const world = worldOf({ ...WORLD, looked, promoted: NOT_ALLOWED });
    const text = await printedBy(planCommand(world), { fleet: ['web'] }, { ...PROMOTION, policy: POLICY });
    expect(text).toContain(`run ${RUN.id} is under way`);
    expect(text).not.toContain('which release');
  });
});

function promotedRecord(release: Release): PromotionRecord {
  const at = NOW - DAY;
  return { environment: 'stage', fleet: 'web', releases: [{ release, at }], looked: NOW };
}

type Config = Parameters<typeof printedBy>[2];

describe('a group', () => {
  const hosts = [0, 1, 2, 3].map((index) => ({
    // No zone has two: they would count for the floor.
    ...hostOf(index, { zone: `zone-${index}` }),
    lifecycle: 'InService',
    isProtected: false,
  }));
  const group = {
    desired: 4,
    max: 6,
    hosts,
    template: { id: 'lt-1', version: '3' },
    image: 'ami-1',
    imageCreated: NOW - 40 * DAY,
    newest: { image: { id: 'ami-2', name: 'al2023', architecture: 'x86_64', created: NOW - DAY } },
    refreshes: [],
    suspended: [],
  };
  const CONFIG = {
    fleets: { api: { mode: 'refresh', group: 'api', image: '/image' } },
    policy: { ...POLICY, alarms: { names: ['5xx'] } },
  };
  const planOfGroup = (more: Partial<typeof group>, config: Config = CONFIG): Promise<string> =>
    printedBy(planCommand(worldOf({ group: { ...group, ...more } })), {}, config);
  const withPolicy = (policy: object): Config => ({ ...CONFIG, policy: { ...CONFIG.policy, ...policy } });

  test('from which image to which, and what AWS is told', async () => {
    expect(await planOfGroup({})).toBe(`api (refresh of api): 4 hosts, 4 in service, never fewer than 2
held back now: no window is open: the next opens 2026-11-22T21:00:00Z [WINDOW_CLOSED]
the next window opens Sun 2026-11-22 22:00 Europe/Berlin
the next run begins Sun 2026-11-22 22:00 Europe/Berlin, if nothing holds it back then
images: 4 hosts with ami-1
hosts are brought to: image ami-2 (al2023)
template: lt-1; a new version is made of its version 3
instance refresh: 50 to 100 % healthy; warm-up 5 minutes; 25 % first, then a pause of 30 minutes; watched for 5 minutes at its end; rolled back on 5xx, which AWS watches
it takes 51 minutes at least: 4 hosts, 2 at once
first step: make a version of the template`);
  });

  test('whose refresh is under way: what is next, not what AWS would be told', async () => {
    const fleet = {
      mode: 'refresh',
      name: 'api',
      group: 'api',
      image: '/image',
      warmupSeconds: 300,
      policy: DEFAULTS,
    } as const;
    const refresh = {
      phase: 'versioning',
      since: NOW - MINUTE,
      template: 'lt-1',
      from: { version: 3, image: 'ami-1' },
      before: [],
      image: { id: 'ami-2', name: 'al2023', architecture: 'x86_64', created: NOW - DAY },
    } as const;
    const run = { ...RUN, id: 'api-20261122T030000Z', fleet, refresh };
    const looked = { api: { state: { ...EMPTY_STATE, run } } };
    const text = await printedBy(planCommand(worldOf({ group, looked })), {}, CONFIG);
    expect(text).toContain('run api-20261122T030000Z is under way');
    expect(text).toContain('waits until there is a version of the template with the image');
    expect(text).toContain('next step: make a version of the template');
    expect(text).not.toContain('% healthy');
  });

  test('with hosts that EC2 does not show yet', async () => {
    const text = await planOfGroup({ hosts: hosts.map((host) => ({ ...host, image: '' })) });
    expect(text).toContain('images: 4 hosts with an image that is not known yet');
  });

  test('that has the newest image', async () => {
    const text = await planOfGroup({
      hosts: hosts.map((host) => ({ ...host, image: 'ami-2' })),
      image: 'ami-2',
    });
    expect(text).toContain('every host has the newest: image ami-2 (al2023)');
    expect(text).toContain('nothing is replaced: what hosts have is confirmed');
    expect(text).not.toMatch(/^(?:template|instance refresh|it takes|first step)/mu);
  });

  test('whose hosts alone have an older image', async () => {
    const text = await planOfGroup({ image: 'ami-2' });
    expect(text).toContain('first step: start an instance refresh');
    expect(text).toContain('instance refresh: 50 to 100 % healthy');
    expect(text).not.toContain('a new version is made');
  });

  test.each<[name: string, alarms: object, words: string]>([
    ['none', {}, 'no alarms end it'],
    ['a pattern', { names: ['stage-*'] }, 'rolled back on stage-*, which each tick watches'],
    ['a tag', { tags: { team: 'web' } }, 'rolled back on those with the tag team: web, which each tick'],
    [
      'names and patterns',
      { names: ['5xx', 'stage-*'] },
      'rolled back on 5xx, which AWS watches; rolled back on stage-*, which each tick watches',
    ],
  ])('alarms: %s', async (_, alarms, words) => {
    expect(await planOfGroup({}, withPolicy({ alarms }))).toContain(`at its end; ${words}`);
  });

  test('that takes longer than a run may', async () => {
    const slow = { ...CONFIG.fleets.api, warmupSeconds: 3_600 };
    const policy = { ...CONFIG.policy, maxUnavailable: 1, giveUpDays: 1, canary: { soakMinutes: 1_260 } };
    expect(await planOfGroup({}, { fleets: { api: slow }, policy })).toContain(
      `it takes 1 day 1 hour at least: 4 hosts, 1 at once\nTHAT IS TOO LONG: after 1 day (giveUpDays)`,
    );
  });

  test('whose template has no number', async () => {
    const text = await planOfGroup({ template: { id: 'lt-1', version: '$Latest' } });
    expect(text).toContain('[REFRESH_REFUSED]');
    expect(text).toContain('no run would begin');
    expect(text).not.toContain('instance refresh:');
  });

  test('without an image', async () => {
    const world = worldOf({ group: { ...group, newest: { problem: 'the parameter /image is not there' } } });
    expect(await printedBy(planCommand(world), {}, CONFIG)).toContain(
      'there is no image to bring them to: the parameter /image is not there',
    );
  });

  test.each<[name: string, promoted: World['promoted'], line: string]>([
    [
      'has nothing yet',
      async () => undefined,
      'there is no image to bring them to: stage has not ended a run of this fleet well yet',
    ],
    [
      'has an image',
      async () => promotedRecord({ id: 'api-1', image: { ...group.newest.image, id: 'ami-3' }, pins: {} }),
      'hosts are brought to: image ami-3',
    ],
    ['cannot be read', NOT_ALLOWED, 'hosts are brought to: image ami-2'],
  ])('behind an environment that %s', async (_, promoted, line) => {
    const world = worldOf({ group, promoted });
    const text = await printedBy(planCommand(world), {}, { ...CONFIG, ...PROMOTION });
    expect(text).toContain(line);
    expect(text.match(/image ami-\d/gu)?.length ?? 0).toBe(line.includes('ami') ? 1 : 0);
    expect(text.includes('note: which release is not known here')).toBe(promoted === NOT_ALLOWED);
  });

  test('that is not there', async () => {
    expect(await printedBy(planCommand(worldOf()), {}, CONFIG)).toContain('no run would begin');
  });
});
