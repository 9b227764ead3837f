import type { HostFleet, RefreshFleet } from '../config.ts';
import type { FleetTick } from '../fleet-tick.ts';
import type { Groups } from '../groups.ts';
import { planBlind } from '../plan-blind.ts';
import type { Hosts } from '../ports.ts';
import { withRefusals } from '../refusals.ts';
import type { FleetState } from '../state.ts';
import { tellOthers } from '../tell-others.ts';
import type { FleetWork } from '../tick.ts';
import { planBlindGroup } from './plan-blind-group.ts';

type Ticked = Omit<FleetTick, 'fleet'>;

/** One step of a fleet whose hosts cannot be looked at. It counts as failed, whatever is done. */
export async function tickBlindHosts(
  following: HostFleet,
  work: FleetWork & { readonly hosts: Pick<Hosts, 'bringIn'>; readonly reason: string },
): Promise<Ticked> {
  const { taken, config, now, reason, answerBy, signal, hosts } = work;
  const { state, control, records } = taken;
  const { environment } = config;
  const { name } = following;
  const plan = planBlind({ name, environment, following, state, control, records, now, reason });
  const { report } = plan;
  if (!(await taken.save({ state: plan.state, records: plan.records, report }, answerBy)))
    return { outcome: 'taken' };
  const placed = plan.bringIn.map(({ id, out }) => ({
    id,
    targets: out?.targets,
    containerInstance: out?.containerInstance,
  }));
  const notDone = placed.length === 0 ? [] : await hosts.bringIn(following, placed, signal);
  const refused = new Set(notDone.map(({ host }) => host));
  const changed = [
    ...plan.bringIn.filter(({ id }) => !refused.has(id)).map((record) => ({ ...record, in: now })),
    ...withRefusals(
      plan.bringIn.filter(({ id }) => refused.has(id)),
      notDone,
    ),
  ];
  if (changed.length > 0 && !(await taken.save({ records: changed }, answerBy))) return { outcome: 'taken' };
  await told(name, plan.state, work);
  const effects = plan.bringIn.length === 0 ? [] : (['bring-in'] as const);
  return { outcome: 'failed', error: reason, run: plan.state.run, report, effects, notDone };
}

/** One step of a group that cannot be looked at. */
export async function tickBlindGroup(
  following: RefreshFleet,
  work: FleetWork & { readonly groups: Groups; readonly reason: string },
): Promise<Ticked> {
  const { taken, config, now, reason, answerBy, signal, groups } = work;
  const { state, control } = taken;
  const { environment } = config;
  const { name } = following;
  const plan = planBlindGroup({ name, environment, state, control, now, reason });
  const { report } = plan;
  if (!(await taken.save({ state: plan.state, records: [], report }, answerBy))) return { outcome: 'taken' };
  for (const effect of plan.effects) {
    // What fails is tried again by the next tick, as long as there is one.
    await groups.carryOut(following, effect, signal).catch(() => {});
  }
  await told(name, plan.state, work);
  const effects = plan.effects.map(({ kind }) => kind);
  return { outcome: 'failed', error: reason, run: plan.state.run, report, effects };
}

/** The next environment hears of it once it has lasted, as of what cannot be read. */
async function told(name: string, state: FleetState, work: FleetWork): Promise<void> {
  const { promotions } = work;
  await tellOthers(name, state, {
    ...work,
    promotions: state.blind?.isTold === true ? promotions : undefined,
  });
}
