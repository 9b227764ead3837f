import { reasonOf } from '@kmscrypt/lambda';
import { createGroups } from './aws/groups.ts';
import { seen } from './blind/noted.ts';
import { seenBy } from './blind/seen-by.ts';
import { tickBlindGroup } from './blind/tick-blind.ts';
import type { RefreshFleet } from './config.ts';
import { countReport, heldBackOf } from './counted-records.ts';
import type { FleetTick } from './fleet-tick.ts';
import type { CarriedOut, RefreshEffect } from './groups.ts';
import { withLook } from './noted-state.ts';
import { planGroup } from './plan-group.ts';
import type { NotDone } from './ports.ts';
import type { Usable } from './plan-types.ts';
import type { Image } from './release.ts';
import type { FleetState } from './state.ts';
import { isDue } from './due.ts';
import { tellOthers } from './tell-others.ts';
import type { FleetWork } from './tick.ts';

/** One step of an Auto Scaling group whose hosts are replaced. */
export async function tickGroup(following: RefreshFleet, work: FleetWork): Promise<Omit<FleetTick, 'fleet'>> {
  const { taken, calls, fleet, gates, releases, now, signal, answerBy } = work;
  const { state, control } = taken;
  const groups = createGroups(calls);
  const wanted = state.run?.release.image ?? promotedImage(releases);
  const look = await seenBy(async () => ({ group: await groups.look(following, wanted, signal) }));
  if ('reason' in look) return tickBlindGroup(following, { ...work, groups, reason: look.reason });
  const view = look.group === undefined ? undefined : { ...look.group, at: now };
  const { environment } = work.config;
  const planned = planGroup({
    environment,
    fleet,
    following,
    state: seen(state, { name: following.name, now }),
    control,
    gates,
    releases,
    group: view,
    now,
  });
  const plan = { ...planned, state: withLook(planned.state, { gates, following, now }) };
  const { report } = plan;
  if (!(await taken.save({ state: plan.state, records: [], report }, signal))) return { outcome: 'taken' };
  let known: FleetState = plan.state;
  const notDone: NotDone[] = [];
  for (const effect of plan.effects) {
    const done = await carriedOut(effect, { following, groups, signal });
    const reason = done.refused ?? done.failed;
    if (reason !== undefined) notDone.push({ host: following.group, reason });
    known = withKnown(known, done);
  }
  if (known !== plan.state && !(await taken.save({ state: known, records: [] }, answerBy)))
    return { outcome: 'taken' };
  await tellOthers(following.name, known, work);
  return {
    outcome: 'ticked',
    run: known.run,
    report,
    held: known.held,
    standing: plan.standing,
    effects: plan.effects.map(({ kind }) => kind),
    notDone,
    ...countReport(report ?? { hosts: [] }),
    heldBack: heldBackOf(known, {
      size: plan.standing.size,
      isDue: isDue({ state: known, control, now, policy: following.policy }),
      waiting: 0,
    }),
    keptOut: 0,
  };
}

function promotedImage(releases: Usable): Image | undefined {
  return releases.kind === 'promoted' ? releases.release.image : undefined;
}

interface CarryingOut {
  readonly following: RefreshFleet;
  readonly groups: ReturnType<typeof createGroups>;
  readonly signal: AbortSignal;
}

/** What fails is planned again by the next tick. */
async function carriedOut(
  effect: RefreshEffect,
  { following, groups, signal }: CarryingOut,
): Promise<CarriedOut> {
  try {
    return await groups.carryOut(following, effect, signal);
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}

function withKnown(state: FleetState, { version, refresh, refused }: CarriedOut): FleetState {
  const { run } = state;
  if (run?.refresh === undefined) return state;
  const known = {
    ...(version === undefined ? {} : { version }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(refused === undefined ? {} : { refused }),
  };
  if (Object.keys(known).length === 0) return state;
  return { ...state, run: { ...run, refresh: { ...run.refresh, ...known } } };
}
