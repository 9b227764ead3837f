import { describe, expect, it } from 'vitest';
import { deploy } from './support/simulated/groups-settle.ts';
import { addTemplate } from './support/simulated/groups-templates.ts';
import { BEGIN, groupWorld, imagesOf, MINUTE, NEW, OLD, refreshFleet } from './support/group-world.ts';

const kindsOf = (world: ReturnType<typeof groupWorld>): readonly string[] => [
  ...new Set(world.plans.flatMap(({ effects }) => effects.map(({ kind }) => kind))),
];

describe('planGroup', () => {
  it('brings every host of a group to a newer image, never below its floor', async () => {
    const world = groupWorld(10, { fleet: refreshFleet({ policy: { maxUnavailable: 2 } }) });
    await world.tick(300, () => world.reports.length > 0);
    const [report] = world.reports;
    expect(report?.outcome).toBe('done');
    expect(imagesOf(world.group)).toEqual(Array.from({ length: 10 }, () => NEW));
    expect(world.least()).toBeGreaterThanOrEqual(8);
    expect(report?.hosts.map(({ result, from, to }) => [result, from, to])).toEqual(
      Array.from({ length: 10 }, () => ['updated', OLD, NEW]),
    );
    expect(world.group.template.version).toBe('2');
    expect(world.state().promote?.release.image?.id).toBe(NEW);
    expect(kindsOf(world)).toEqual(['make-version', 'start']);
  });

  it('launches first where there is one host', async () => {
    const world = groupWorld(1);
    await world.tick(120, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.least()).toBe(1);
  });

  it('takes a lone host out first in its window of outage', async () => {
    const world = groupWorld(1, { fleet: refreshFleet({ policy: { outage: 'window' } }) });
    await world.tick(120, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.least()).toBe(0);
    expect(Math.max(...world.plans.map(({ standing }) => standing.size))).toBe(1);
  });

  it('waits after the canary', async () => {
    const world = groupWorld(10, {
      fleet: refreshFleet({ policy: { canary: { hosts: 1, soakMinutes: 60 } } }),
    });
    await world.tick(50);
    expect(imagesOf(world.group).filter((image) => image === NEW)).toHaveLength(1);
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
  });

  it('rolls an image back whose hosts are not healthy', async () => {
    const world = groupWorld(4);
    const image = world.estate.images.get(NEW);
    if (image !== undefined) image.isBad = true;
    await world.tick(600, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('rolled-back');
    expect(imagesOf(world.group)).toEqual([OLD, OLD, OLD, OLD]);
    expect(world.group.template.version).toBe('1');
    expect(world.state().promote).toBeUndefined();
    const before = world.plans.length;
    await world.tick(26 * 60);
    // Not again each night.
    expect(world.plans.slice(before).every(({ effects }) => effects.length === 0)).toBe(true);
    expect(world.state().held.map(({ code }) => code)).toContain('REFRESH_REFUSED');
  });

  it('rolls back while an alarm of the policy fires, by whatever pattern it is named', async () => {
    const fleet = refreshFleet({ policy: { alarms: { names: ['web-*'] } } });
    const world = groupWorld(4, { fleet });
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'OK', tags: {} });
    await world.tick(8);
    expect(imagesOf(world.group)).toContain(NEW);
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'ALARM', tags: {} });
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('rolled-back');
    expect(imagesOf(world.group)).toEqual([OLD, OLD, OLD, OLD]);
  });

  it('is rolled back by AWS itself where an alarm is named', async () => {
    const fleet = refreshFleet({ policy: { alarms: { names: ['web-5xx'] } } });
    const world = groupWorld(4, { fleet });
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'OK', tags: {} });
    await world.tick(8);
    expect(world.group.refreshes[0]?.preferences.AlarmSpecification?.Alarms).toEqual(['web-5xx']);
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'ALARM', tags: {} });
    world.world.clock.advance(world.world.clock.now() + 30_000);
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'OK', tags: {} });
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('rolled-back');
    expect(kindsOf(world)).not.toContain('roll-back');
  });

  it('aborts by a rollback that leaves all hosts serving', async () => {
    const world = groupWorld(6);
    await world.tick(8);
    const run = world.state().run?.id ?? '';
    world.given.control = { format: 1, abort: { run, at: 0, by: 'me' } };
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('aborted');
    expect(imagesOf(world.group)).toEqual(Array.from({ length: 6 }, () => OLD));
    expect(world.least()).toBeGreaterThanOrEqual(5);
    // Who aborted it knows.
    expect(world.told.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is aborted also where somebody cancels the rollback', async () => {
    const world = groupWorld(6);
    await world.tick(8);
    const run = world.state().run?.id ?? '';
    world.given.control = { format: 1, abort: { run, at: 0, by: 'me' } };
    await world.tick(1);
    expect(world.state().run?.refresh?.phase).toBe('rolling-back');
    const [refresh] = world.group.refreshes;
    if (refresh !== undefined) refresh.status = 'Cancelled';
    await world.tick(1);
    expect(world.reports[0]?.outcome).toBe('aborted');
    expect(world.told.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });

  it('is found again where the answer to its start was lost', async () => {
    const world = groupWorld(3);
    world.given.losesAnswers = true;
    await world.tick(3);
    expect(world.group.refreshes).toHaveLength(0);
    world.given.losesAnswers = false;
    await world.tick(1);
    world.given.losesAnswers = true;
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.group.refreshes).toHaveLength(1);
    expect(world.estate.templates.get('lt-1')?.versions).toHaveLength(2);
  });

  it('keeps the image for the deployment, and finds nothing to do after the next one', async () => {
    const world = groupWorld(3, { fleet: refreshFleet({ current: '/image/current' }) });
    world.world.parameters.set('/image/current', OLD);
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.world.parameters.get('/image/current')).toBe(NEW);
    // The deployment makes a version with what the parameter holds.
    world.estate.templates.get('lt-1')?.versions.push({ number: 3, data: { ImageId: NEW } });
    deploy(world.estate, world.group, { id: 'lt-1', version: '3' });
    const before = world.plans.length;
    await world.tick(50 * 60);
    expect(world.plans.slice(before).every(({ effects }) => effects.length === 0)).toBe(true);
    expect(world.reports).toHaveLength(1);
  });

  it('refreshes again after a deployment that brought the old image back', async () => {
    const world = groupWorld(3);
    await world.tick(300, () => world.reports.length > 0);
    deploy(world.estate, world.group, { id: 'lt-1', version: '1' });
    await world.tick(26 * 60, () => world.reports.length > 1);
    expect(world.reports.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(world.group.template.version).toBe('3');
  });

  it('takes the version of a deployment that came before the start', async () => {
    const world = groupWorld(3);
    await world.tick(1);
    world.estate.templates.get('lt-1')?.versions.push({
      number: 3,
      data: { ImageId: OLD, InstanceType: 't3.large' },
    });
    deploy(world.estate, world.group, { id: 'lt-1', version: '3' });
    await world.tick(300, () => world.reports.length > 0);
    const { template } = world.group;
    expect(world.estate.templates.get('lt-1')?.of(template.version)?.data).toEqual({
      ImageId: NEW,
      InstanceType: 't3.large',
    });
    expect(world.reports[0]?.outcome).toBe('done');
  });

  it('makes its version of another template that a deployment has given the group before the start', async () => {
    const world = groupWorld(3);
    await world.tick(1);
    addTemplate(world.estate, 'lt-2', [{ ImageId: OLD, InstanceType: 't3.large' }]);
    deploy(world.estate, world.group, { id: 'lt-2', version: '1' });
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.group.template).toEqual({ id: 'lt-2', version: '2' });
    expect(world.estate.templates.get('lt-2')?.of('2')?.data).toEqual({
      ImageId: NEW,
      InstanceType: 't3.large',
    });
  });

  it('waits for a refresh of somebody else', async () => {
    const world = groupWorld(3);
    await world.tick(1);
    const other = {
      id: 'other',
      began: BEGIN,
      preferences: {},
      status: 'InProgress',
      percent: 0,
      reached: 0,
    } as const;
    world.group.refreshes.unshift({ ...other });
    await world.tick(2);
    expect(world.state().held.map(({ code }) => code)).toContain('OTHER_REFRESH');
  });

  it('leaves protected hosts as they are, and says so', async () => {
    const world = groupWorld(4);
    const [first] = world.group.members.values();
    if (first !== undefined) first.isProtected = true;
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('partly');
    expect(world.reports[0]?.hosts.filter(({ result }) => result === 'left out')).toHaveLength(1);
    await world.tick(26 * 60);
    expect(world.reports).toHaveLength(1);
  });

  it('verifies, and promotes, an image that hosts have already, without a word', async () => {
    const world = groupWorld(3);
    world.world.parameters.set('/image/newest', OLD);
    await world.tick(30, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.state().promote?.release.image?.id).toBe(OLD);
    expect(world.told).toEqual([]);
    await world.tick(26 * 60);
    expect(world.reports).toHaveLength(1);
  });

  it.each([
    ['an image that it was refreshed to', NEW],
    ['an image that hosts had already', OLD],
  ])(
    'confirms %s once something has gone wrong since, when a run is due, without a word',
    async (_, image) => {
      const world = groupWorld(3);
      world.world.parameters.set('/image/newest', image);
      await world.tick(300, () => world.reports.length > 0);
      const { last } = world.state();
      const told = world.told.length;
      const before = world.plans.length;
      world.given.change = (state) => ({ ...state, disturbed: last?.ended });
      await world.tick(26 * 60);
      world.given.change = undefined;
      expect(world.reports.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
      expect(world.reports[1]?.began).toBeGreaterThanOrEqual((last?.began ?? 0) + 23 * 60 * MINUTE);
      expect(world.state().promote).toMatchObject({
        release: { image: { id: image } },
        at: world.reports[1]?.ended,
      });
      expect(world.plans.slice(before).every(({ effects }) => effects.length === 0)).toBe(true);
      expect(world.told).toHaveLength(told);
      // Nothing has gone wrong since.
      await world.tick(50 * 60);
      expect(world.reports).toHaveLength(2);
    },
  );

  it('ends where the group is gone', async () => {
    const world = groupWorld(3);
    await world.tick(6);
    world.estate.groups.clear();
    world.group.refreshes.length = 0;
    await world.tick(1);
    expect(world.reports[0]?.outcome).toBe('stopped');
  });

  it.each([
    ['before a version is made', 0],
    ['before the refresh is started', 1],
  ])('aborts %s, and nothing has happened', async (_, ticks) => {
    const world = groupWorld(3);
    world.given.isKilled = () => true;
    await world.tick(1);
    if (ticks > 0) world.group.suspended.add('Launch');
    world.given.isKilled = () => false;
    await world.tick(ticks);
    const run = world.state().run?.id ?? '';
    world.given.control = { format: 1, abort: { run, at: 0, by: 'me' } };
    await world.tick(5);
    expect(world.reports.map(({ outcome }) => outcome)).toEqual(['aborted']);
    expect(world.group.refreshes).toHaveLength(0);
  });

  it.each([
    ['an abort', 'aborted'],
    ['its last day', 'gave-up'],
  ] as const)('waits for a refresh whose start was not answered: %s', async (_, outcome) => {
    const world = groupWorld(3, { fleet: refreshFleet({ policy: { giveUpDays: 1 } }) });
    await world.tick(1);
    world.group.suspended.add('Launch');
    await world.tick(24 * 60 - 2);
    expect(world.state().run?.refresh?.phase).toBe('starting');
    // It began, and neither the answer nor the list shows it at first.
    world.group.suspended.clear();
    world.given.losesAnswers = true;
    await world.tick(1);
    world.given.losesAnswers = false;
    const began = world.group.refreshes.splice(0);
    expect(began).toHaveLength(1);
    const run = world.state().run?.id ?? '';
    if (outcome === 'aborted') world.given.control = { format: 1, abort: { run, at: 0, by: 'me' } };
    await world.tick(1);
    expect(world.reports).toEqual([]);
    world.group.refreshes.push(...began);
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe(outcome);
    expect(imagesOf(world.group)).toEqual([OLD, OLD, OLD]);
    expect(kindsOf(world)).toContain('roll-back');
  });

  it('proves nothing of an image where the group is scaled to nothing meanwhile', async () => {
    const world = groupWorld(3, { fleet: refreshFleet({ policy: { soakMinutes: 30 } }) });
    await world.tick(300, () => world.state().run?.refresh?.phase === 'verifying');
    world.group.desired = 0;
    await world.tick(300, () => world.reports.length > 0);
    expect(world.group.members.size).toBe(0);
    expect(world.reports[0]?.outcome).toBe('partly');
    expect(world.state().promote).toBeUndefined();
  });

  it('gives up what never ends, and rolls it back', async () => {
    const fleet = refreshFleet({
      policy: { giveUpDays: 1, soakMinutes: 1_400, canary: { hosts: 1, soakMinutes: 1_400 } },
    });
    const world = groupWorld(4, { fleet });
    await world.tick(26 * 60, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('gave-up');
    expect(imagesOf(world.group)).toEqual([OLD, OLD, OLD, OLD]);
  });

  it('ends where AWS refuses the refresh', async () => {
    const world = groupWorld(3);
    world.group.mixed = { LaunchTemplate: { Overrides: [] } };
    await world.tick(1);
    const requirements = { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1 } };
    // After the look: what AWS alone knows by then.
    world.given.isKilled = () => {
      world.group.mixed = { LaunchTemplate: { Overrides: [{ InstanceRequirements: requirements }] } };
      return false;
    };
    await world.tick(3, () => world.reports.length > 0);
    expect(world.refused).toHaveLength(1);
    expect(world.reports[0]?.outcome).toBe('stopped');
    expect(world.told.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('tries an image that did not go well again when somebody asks for it', async () => {
    const world = groupWorld(3);
    const image = world.estate.images.get(NEW);
    if (image !== undefined) image.isBad = true;
    await world.tick(300, () => world.reports.length > 0);
    if (image !== undefined) image.isBad = false;
    world.given.control = { format: 1, start: { at: world.world.clock.now(), by: 'me' } };
    await world.tick(300, () => world.reports.length > 1);
    expect(world.reports.map(({ outcome }) => outcome)).toEqual(['rolled-back', 'done']);
  });

  it('brings what the environment before has run well with, not what is newest', async () => {
    const world = groupWorld(3);
    const promoted = 'ami-00000000000000003';
    world.estate.images.set(promoted, {
      id: promoted,
      architecture: 'x86_64',
      created: BEGIN - 3_600_000,
      state: 'available',
    });
    const image = { id: promoted, architecture: 'x86_64', created: BEGIN - 3_600_000 };
    const release = { id: 'web-20261120T020000Z', image, pins: {} };
    world.given.releases = { kind: 'promoted', release, environment: 'dev' };
    await world.tick(300, () => world.reports.length > 0);
    expect(imagesOf(world.group)).toEqual([promoted, promoted, promoted]);
    expect(world.state().promote?.release).toMatchObject({ id: release.id, image: { id: promoted } });
  });

  it('says once that the config has changed, and ends by the one that it began with', async () => {
    const world = groupWorld(3);
    await world.tick(2);
    world.given.fleet = refreshFleet({ warmupSeconds: 5 });
    await world.tick(300, () => world.reports.length > 0);
    expect(world.reports[0]?.outcome).toBe('done');
    expect(world.told.filter(({ title }) => title.includes('config'))).toHaveLength(1);
    expect(world.group.refreshes[0]?.preferences.InstanceWarmup).toBe(120);
  });
});

describe('the reason', () => {
  it('is in the report of a refresh that somebody has cancelled', async () => {
    const world = groupWorld(3);
    await world.tick(3);
    const [refresh] = world.group.refreshes;
    if (refresh !== undefined) refresh.status = 'Cancelled';
    await world.tick(1);
    expect(world.reports[0]).toMatchObject({
      outcome: 'stopped',
      reason: 'somebody has cancelled the refresh',
    });
    expect(world.told.at(-1)?.title).toContain('was stopped (somebody has cancelled the refresh)');
  });

  it('is in the report, and told, where hosts had the image and an alarm fires', async () => {
    const fleet = refreshFleet({ policy: { alarms: { names: ['web-5xx'] } } });
    const world = groupWorld(3, { fleet });
    world.world.parameters.set('/image/newest', OLD);
    await world.tick(1);
    world.world.alarms.set('web-5xx', { name: 'web-5xx', state: 'ALARM', tags: {} });
    await world.tick(1);
    world.world.alarms.clear();
    await world.tick(30, () => world.reports.length > 0);
    expect(world.reports[0]).toMatchObject({
      outcome: 'partly',
      reason: expect.stringContaining('fired: web-5xx'),
    });
    expect(world.told.map(({ status }) => status)).toEqual(['end']);
    expect(world.told[0]?.text).toContain('why: after the refresh');
  });
});
