import { describe, expect, it } from 'vitest';
import { reportText } from '../src/words/report-text.ts';
import {
  ALARM,
  acceptanceScene,
  NEW_IMAGE,
  OLD_IMAGE,
  type Scene,
  TOPIC,
} from './support/acceptance-scene.ts';
import { terminate } from './support/simulated/life.ts';
import { fleetOf } from './support/simulated/memory-store.ts';

const MINUTE = 60_000;

function recordsOf({ table }: Scene, ...phases: readonly string[]) {
  return Object.values(fleetOf(table, 'web').records).filter(({ phase }) => phases.includes(phase));
}

function reportsOf({ table }: Scene, fleet: string) {
  return fleetOf(table, fleet).reports;
}

function noticesOf({ world }: Scene): readonly Readonly<Record<string, unknown>>[] {
  return (world.topics.get(TOPIC) ?? []).map((text): Record<string, unknown> => JSON.parse(text));
}

describe('a cluster and a group', () => {
  it('are updated through canary and waves, whatever happens, and the floor is held', async () => {
    const scene = acceptanceScene();
    const { world, cluster, group } = scene;
    const hosts = [...cluster.instances.values()];
    const [, second, , , , sixth, , eighth] = hosts;
    if (second === undefined || sixth === undefined || eighth === undefined) throw new Error('no hosts');
    sixth.machine.temper.patch = 'fails';
    eighth.machine.temper.reboot = 'unhealthy';
    eighth.machine.needsReboot = true;
    world.settings.lostCommands = 0.1;
    let died: string | undefined;
    let firedAt: number | undefined;
    const canaries = new Set<string>();

    await scene.until(
      () => reportsOf(scene, 'web').length > 0 && reportsOf(scene, 'workers').length > 0,
      (count) => {
        const underWay = recordsOf(scene, 'taking-out', 'patching', 'rebooting', 'verifying', 'soaking');
        const { run } = fleetOf(scene.table, 'web').state;
        // Until the canary has had its soak nobody else goes.
        if (run !== undefined && run.canariesDone === undefined)
          for (const { id } of underWay) canaries.add(id);
        const [draining] = recordsOf(scene, 'taking-out');
        const isAfterCanary = run?.canariesDone !== undefined && recordsOf(scene, 'done').length >= 3;
        if (died === undefined && isAfterCanary && draining !== undefined) {
          died = draining.id;
          const machine = world.machines.get(died);
          if (machine !== undefined) terminate(world, machine);
        }
        const alarm = world.alarms.get(ALARM);
        if (firedAt === undefined && recordsOf(scene, 'done').length >= 5 && alarm !== undefined) {
          firedAt = world.clock.now();
          alarm.state = 'ALARM';
          world.clock.in(12 * MINUTE, () => void (alarm.state = 'OK'));
        }
        return {
          ...(count % 7 === 0 ? { killAt: 3 + (count % 11) } : {}),
          ...(count % 5 === 0 ? { throttled: 0.2 } : {}),
        };
      },
    );

    const [report] = reportsOf(scene, 'web');
    if (report === undefined) throw new Error('no report');
    expect(canaries.size).toBe(1);
    expect(died).toBeDefined();
    expect(firedAt).toBeDefined();
    // The one that died was neither updated nor replaced, so that the fleet counts twelve still.
    expect(report.floor).toBe(9);
    expect(scene.least.cluster).toBeGreaterThanOrEqual(9);
    const results = Map.groupBy(report.hosts, ({ result }) => result);
    expect(results.get('gone')?.map(({ id }) => id)).toEqual([died]);
    expect(
      results
        .get('failed')
        ?.map(({ id }) => id)
        .toSorted(),
    ).toEqual([sixth.machine.id, eighth.machine.id].toSorted());
    expect(results.get('updated')).toHaveLength(9);
    // A patch that changed nothing leaves its host serving; one that is not well after its reboot is kept out.
    expect(report.hosts.filter(({ isOut }) => isOut).map(({ id }) => id)).toEqual([eighth.machine.id]);
    const states = new Map(hosts.map(({ machine, status }) => [machine.id, status]));
    expect(states.get(eighth.machine.id)).toBe('DRAINING');
    expect(states.get(sixth.machine.id)).toBe('ACTIVE');

    const [ofGroup] = reportsOf(scene, 'workers');
    expect(ofGroup).toMatchObject({ mode: 'refresh', outcome: 'done' });
    expect(new Set([...group.members.values()].map(({ machine }) => machine.image))).toEqual(
      new Set([NEW_IMAGE]),
    );
    expect(scene.least.group).toBeGreaterThanOrEqual(3);
    const text = reportText(report);
    process.stdout.write(`${text}\n`);
    for (const { id } of report.hosts) expect(text).toContain(id);
    expect(noticesOf(scene).map(({ status }) => status)).toEqual(
      expect.arrayContaining(['start', 'progress', 'event', 'end']),
    );
  });

  it('are updated to the newest image where nothing happens', async () => {
    const scene = acceptanceScene();
    await scene.until(() => reportsOf(scene, 'web').length > 0 && reportsOf(scene, 'workers').length > 0);
    expect(reportsOf(scene, 'web')[0]).toMatchObject({ outcome: 'done' });
    expect(reportsOf(scene, 'workers')[0]).toMatchObject({ outcome: 'done' });
    expect([...scene.group.members.values()].map(({ machine }) => machine.image)).toEqual(
      Array.from({ length: 6 }, () => NEW_IMAGE),
    );
    expect(scene.world.parameters.get('/images/current')).toBe(NEW_IMAGE);
    expect(scene.group.template.version).toBe('2');
    expect(scene.least).toEqual({ cluster: 9, group: expect.any(Number) });
    expect(scene.least.group).toBeGreaterThanOrEqual(3);
  });

  it('all serve after an abort in the middle', async () => {
    const scene = acceptanceScene();
    const { table, world, cluster, group } = scene;
    await scene.until(() => recordsOf(scene, 'done').length >= 4 && recordsOf(scene, 'patching').length > 0);
    for (const name of ['web', 'workers']) {
      const stored = fleetOf(table, name);
      const run = stored.state.run?.id ?? '';
      expect(run).not.toBe('');
      stored.control = { format: 1, abort: { at: world.clock.now(), by: 'alice', run } };
    }
    await scene.until(() => fleetOf(table, 'web').state.run === undefined);
    expect(reportsOf(scene, 'web')[0]).toMatchObject({ outcome: 'aborted' });
    expect([...cluster.instances.values()].map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 'ACTIVE'),
    );
    expect(scene.least.cluster).toBeGreaterThanOrEqual(9);
    await scene.until(() => fleetOf(table, 'workers').state.run === undefined);
    expect(reportsOf(scene, 'workers')[0]).toMatchObject({ outcome: 'aborted' });
    const serving = [...group.members.values()].filter(({ lifecycle }) => lifecycle === 'InService');
    expect(serving.map(({ machine }) => machine.image)).toEqual(Array.from({ length: 6 }, () => OLD_IMAGE));
  });
});
