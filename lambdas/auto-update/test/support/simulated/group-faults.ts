import type { Chance } from './chance.ts';
import { settleGroup } from './groups-settle.ts';
import type { Estate, Group } from './groups.ts';
import { terminate } from './life.ts';
import { fleetOf, type MemoryTable } from './memory-store.ts';
import { ALARM, FLEET, FREEZE } from './random-fleet.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface GroupFaults {
  readonly estate: Estate;
  readonly group: Group;
  readonly table: MemoryTable;
  readonly chance: Chance;
  /** From now on fewer may serve, and it is not our doing. */
  readonly spoil: () => void;
  readonly most: number;
  readonly count: (kind: string) => void;
}

const DEEDS: Readonly<Record<string, (faults: GroupFaults) => boolean>> = {
  'host dies': ({ estate, group, chance, spoil }) => {
    const members = [...group.members.values()];
    if (members.length === 0) return false;
    spoil();
    terminate(estate.world, chance.pick(members).machine);
    settleGroup(estate, group);
    return true;
  },
  'capacity refused': ({ estate, group, chance }) => {
    group.isRefused = true;
    estate.world.clock.in(chance.whole(5, 90) * MINUTE, () => {
      group.isRefused = false;
      settleGroup(estate, group);
    });
    return true;
  },
  alarm: ({ estate: { world }, chance }) => {
    const alarm = world.alarms.get(ALARM);
    if (alarm === undefined) return false;
    alarm.state = 'ALARM';
    world.clock.in(chance.whole(2, 90) * MINUTE, () => void (alarm.state = 'OK'));
    return true;
  },
  freeze: ({ estate: { world }, chance }) => {
    world.parameters.set(FREEZE, 'release of the shop');
    world.clock.in(chance.whole(5, 120) * MINUTE, () => void world.parameters.set(FREEZE, 'off'));
    return true;
  },
  scaled: ({ estate, group, chance, spoil }) => {
    spoil();
    group.desired = Math.max(1, Math.min(group.max, group.desired + chance.pick([-1, 1])));
    settleGroup(estate, group);
    return true;
  },
  aborted: ({ estate: { world }, table }) => {
    const stored = fleetOf(table, FLEET);
    const { run } = stored.state;
    if (run === undefined) return false;
    stored.control = { ...stored.control, abort: { at: world.clock.now(), by: 'alice', run: run.id } };
    return true;
  },
  paused: ({ estate: { world }, table, chance }) => {
    const stored = fleetOf(table, FLEET);
    stored.control = { ...stored.control, paused: { at: world.clock.now(), by: 'alice' } };
    world.clock.in(chance.whole(3, 180) * MINUTE, () => {
      stored.control = { ...stored.control, paused: undefined };
    });
    return true;
  },
};

/** What may happen to a group besides its refresh, so often; each at a random time of the first hours. */
export function scheduleGroupFaults(faults: GroupFaults): void {
  const { chance, estate, most, count } = faults;
  for (let index = 0; index < most; index += 1) {
    const [kind, deed] = chance.pick(Object.entries(DEEDS));
    estate.world.clock.in(chance.next() ** 2 * 3 * HOUR, () => {
      if (deed(faults)) count(kind);
    });
  }
}
