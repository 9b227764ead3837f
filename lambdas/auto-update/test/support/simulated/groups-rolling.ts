import {
  boundsOf,
  targetOf,
  oldOnes,
  readyOnes,
  newOnes,
  budgetOf,
  checkpointOf,
  isThrough,
  isHindered,
  reasonOf,
} from './groups-measures.ts';
import { launchOne, leave, oldestFirst, presentMembers } from './groups-members.ts';
import type { Estate, Group, SimulatedRefresh } from './groups.ts';

const HOUR = 3_600_000;
/** User guide, "How an instance refresh works", limitations: total duration, and one-hour timeout. */
const LONGEST = 14 * 24 * HOUR;
const STUCK = HOUR;

/** A refresh, or its rollback, goes one step further. */
export function roll(estate: Estate, group: Group, refresh: SimulatedRefresh): void {
  const now = estate.world.clock.now();
  if (refresh.status === 'Cancelling') return end(refresh, 'Cancelled', now);
  if (refresh.status === 'Pending') refresh.status = 'InProgress';
  const alarm = alarmOf(estate, refresh);
  if (alarm?.state === 'ALARM' && refresh.status !== 'RollbackInProgress')
    return fail(refresh, `the alarm ${alarm.name} is in state ALARM`, now);
  if (now - refresh.began > LONGEST) return fail(refresh, 'it has taken 14 days', now);
  if (refresh.status === 'Baking') return bake(group, refresh, now);
  if (alarm === undefined) replace(estate, group, refresh);
  else fill(estate, group, refresh);
  if (isThrough(estate, group, refresh)) return finish(group, refresh, now);
  const { percent } = refresh;
  notePercent(estate, group, refresh);
  // A new host that is found unhealthy is tried again, which is no progress.
  if (percent !== refresh.percent || !isHindered(estate, group, refresh)) refresh.stuck = undefined;
  else refresh.stuck ??= now;
  if (refresh.stuck !== undefined && now - refresh.stuck >= STUCK)
    fail(refresh, reasonOf(group, refresh), now);
}

/** Replacements go ahead as far as the healthy percentages, the checkpoint and the capacity let them. */
function replace(estate: Estate, group: Group, refresh: SimulatedRefresh): void {
  if (['InstanceRefresh', 'Terminate'].some((process) => group.suspended.has(process))) return;
  const given = { template: targetOf(group, refresh), by: refresh.id };
  const { least, most } = boundsOf(group, refresh);
  fill(estate, group, refresh);
  const isRollback = refresh.status === 'RollbackInProgress';
  if (!isRollback && estate.world.clock.now() < (refresh.waitsUntil ?? 0)) return;
  refresh.waitsUntil = undefined;
  for (const old of oldOnes(group, refresh).toSorted(oldestFirst)) {
    const budget = budgetOf(group, refresh);
    if (budget <= 0) return;
    const more = presentMembers(group).length - group.desired;
    const others = readyOnes(estate, group, refresh).filter((member) => member !== old);
    // Its replacement is there, or may come at the same time.
    if (others.length >= least && (more > 0 || most <= group.desired)) {
      leave(estate, old);
      if (more <= 0) launchOne(estate, group, given);
    } else if (group.desired + more < most && more < Math.min(budget, oldOnes(group, refresh).length)) {
      if (!launchOne(estate, group, given)) return;
    }
  }
}

/** Missing hosts are launched by the configuration of the refresh: also those of a scale-out. */
function fill(estate: Estate, group: Group, refresh: SimulatedRefresh): void {
  const given = { template: targetOf(group, refresh), by: refresh.id };
  for (let missing = group.desired - presentMembers(group).length; missing > 0; missing -= 1)
    if (!launchOne(estate, group, given)) return;
}

/** New and warm: in percent of the group. In a rollback it goes back to zero. */
function notePercent(estate: Estate, group: Group, refresh: SimulatedRefresh): void {
  const ready = new Set(readyOnes(estate, group, refresh));
  const done = newOnes(group, refresh).filter((member) => ready.has(member)).length;
  const percent = Math.min(100, Math.floor((100 * done) / Math.max(1, group.desired)));
  if (refresh.status === 'RollbackInProgress')
    return void (refresh.percent = Math.min(refresh.percent, 100 - percent));
  refresh.percent = percent;
  const checkpoint = checkpointOf(refresh);
  if (checkpoint === undefined || checkpoint >= 100 || percent < checkpoint) return;
  const points = refresh.preferences.CheckpointPercentages ?? [];
  refresh.reached = points.filter((point) => point <= percent).length;
  refresh.waitsUntil = estate.world.clock.now() + (refresh.preferences.CheckpointDelay ?? 3_600) * 1_000;
}

function finish(group: Group, refresh: SimulatedRefresh, now: number): void {
  if (refresh.status === 'RollbackInProgress') {
    refresh.percent = 0;
    return end(refresh, 'RollbackSuccessful', now);
  }
  refresh.percent = 100;
  refresh.status = 'Baking';
  refresh.bakesUntil ??= now + (refresh.preferences.BakeTime ?? 0) * 1_000;
  bake(group, refresh, now);
}

/** The group is given the configuration when the refresh has succeeded. */
function bake(group: Group, refresh: SimulatedRefresh, now: number): void {
  if (now < (refresh.bakesUntil ?? 0)) return;
  if (refresh.desired !== undefined) group.template = refresh.desired;
  if (refresh.mixed !== undefined) group.mixed = refresh.mixed;
  end(refresh, 'Successful', now);
}

function fail(refresh: SimulatedRefresh, reason: string, now: number): void {
  refresh.reason = reason;
  refresh.stuck = undefined;
  if (refresh.status === 'RollbackInProgress') return end(refresh, 'RollbackFailed', now);
  if (refresh.preferences.AutoRollback !== true) return end(refresh, 'Failed', now);
  refresh.status = 'RollbackInProgress';
}

function end(refresh: SimulatedRefresh, status: SimulatedRefresh['status'], now: number): void {
  Object.assign(refresh, { status, ended: now });
}

/** The first of its alarms that is not OK: ALARM ends it, and while there is no data no host is replaced. */
function alarmOf({ world }: Estate, { preferences, status }: SimulatedRefresh) {
  if (status === 'RollbackInProgress') return undefined;
  const alarms = (preferences.AlarmSpecification?.Alarms ?? []).map((name) => world.alarms.get(name));
  return (
    alarms.find((alarm) => alarm?.state === 'ALARM') ??
    alarms.find((alarm) => alarm !== undefined && alarm.state !== 'OK')
  );
}
