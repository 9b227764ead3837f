import type { AwsCalls } from '../../../src/aws/calls.ts';
import type { RefreshFleet } from '../../../src/config.ts';
import type { Onlooker } from './drive.ts';
import { activeRefresh, type Group, type Member } from './groups.ts';
import { isIn, leastHealthy, mostUnavailable } from './judge-beginning.ts';
import { fleetOf, type MemoryTable } from './memory-store.ts';
import { FLEET, FREEZE } from './random-fleet.ts';
import { CURRENT_PARAMETER, NEW_IMAGE } from './random-group.ts';
import type { World } from './world.ts';

export interface GroupJudged {
  readonly world: World;
  readonly table: MemoryTable;
  readonly fleet: RefreshFleet;
  readonly group: Group;
}

export interface GroupWitness extends Onlooker {
  readonly violations: string[];
  readonly say: (text: string) => void;
  /** Fewer may serve for a while: that is not our doing. */
  readonly spoil: () => void;
}

const CHANGES: ReadonlySet<keyof AwsCalls> = new Set([
  'createLaunchTemplateVersion',
  'startInstanceRefresh',
  'rollbackInstanceRefresh',
  'cancelInstanceRefresh',
  'putParameter',
]);
const LOOKS = 10_000;
/** What a host that is gone takes until it has been replaced, where nothing is in the way. */
const REPLACED = 30 * 60_000;

/** Looks at a group while it is refreshed. @param isBad hosts of the new image fail by themselves: the floor is not ours to hold then */
export function createGroupWitness({
  world,
  table,
  fleet,
  group,
  isBad,
}: GroupJudged & { readonly isBad: boolean }): GroupWitness {
  const violations: string[] = [];
  const say = (text: string): void =>
    void violations.push(`${new Date(world.clock.now()).toISOString()} ${text}`);
  let spoilt = -Infinity;
  const { policy } = fleet;
  const isExpected = policy.outage === 'window' || isBad;
  const watchFloor = (): void => {
    if (isExpected) return;
    const refresh = activeRefresh(group);
    if (refresh === undefined) return;
    world.clock.in(LOOKS, watchFloor);
    if (group.isRefused) spoilt = world.clock.now();
    const isRollback = refresh.status === 'RollbackInProgress';
    if (isRollback || world.clock.now() - spoilt < REPLACED) return;
    const serving = servingIn(group);
    const least = Math.max(
      leastHealthy(policy, group.desired),
      group.desired - mostUnavailable(policy, group.desired),
    );
    if (serving < Math.min(least, group.desired))
      say(`${serving} of ${group.desired} serve, which is less than ${least}`);
  };
  return {
    violations,
    say,
    spoil: () => (spoilt = world.clock.now()),
    watch: {
      saving(name, fence, _saved, stored) {
        if (name === FLEET && fence !== stored.fence)
          say(`fence ${fence} writes, and ${stored.fence} has been taken`);
      },
    },
    looked: () => {},
    called(name, input, { fence }) {
      if (!CHANGES.has(name)) return;
      const stored = fleetOf(table, FLEET);
      if (fence() !== stored.fence) say(`${name} by fence ${fence()}, and ${stored.fence} has been taken`);
      if (name === 'putParameter' && world.parameters.get(CURRENT_PARAMETER) === undefined)
        if ([...group.members.values()].some(isOld))
          say('the image is said to be in force, and a host has the old one');
      if (name !== 'startInstanceRefresh') return;
      const now = world.clock.now();
      if (!policy.windows.some((window) => isIn(window, now) || isIn(window, now - LOOKS)))
        say('begun while no window is open');
      if (!('DesiredConfiguration' in input)) say('begun without a desired configuration');
      if (
        !['off', undefined].includes(world.parameters.get(FREEZE)) &&
        stored.state.held.some(({ code }) => code === 'FROZEN')
      )
        say('begun while it is frozen');
      world.clock.in(LOOKS, watchFloor);
    },
  };
}

export function servingIn(group: Group): number {
  return [...group.members.values()].filter(
    ({ lifecycle, isHealthy }) => lifecycle === 'InService' && isHealthy,
  ).length;
}

/** Serves with another image than the new one. */
function isOld({ lifecycle, machine }: Member): boolean {
  return lifecycle === 'InService' && machine.image !== NEW_IMAGE;
}

/** What has to be true once a run has ended. */
export function judgeGroupEnd({
  world,
  table,
  group,
  say,
  isOver,
}: GroupJudged & { readonly say: (text: string) => void; readonly isOver: boolean }): void {
  const { state, reports } = fleetOf(table, FLEET);
  if (state.run !== undefined && !isOver)
    say(`the run has not ended: ${state.run.refresh?.phase} ${state.held.map(({ code }) => code).join(' ')}`);
  const [report] = reports;
  if (report === undefined) return;
  if (reports.length > 1) say(`${reports.length} reports`);
  const members = [...group.members.values()].filter(({ lifecycle }) => lifecycle !== 'Terminating');
  const old = members.filter(({ machine }) => machine.image !== NEW_IMAGE).length;
  if (report.outcome === 'done' && old > 0) say(`done, and ${old} hosts have the old image`);
  const current = world.parameters.get(CURRENT_PARAMETER);
  if (report.outcome === 'done' && current !== NEW_IMAGE) say('done, and the parameter does not say so');
  if (old > 0 && current !== undefined) say(`${report.outcome}, and the parameter says ${current}`);
  if (activeRefresh(group) !== undefined) say(`${report.outcome}, and a refresh is under way`);
}
