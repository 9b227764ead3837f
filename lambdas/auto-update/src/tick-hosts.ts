import { createHosts } from './aws/hosts.ts';
import { tickBlindHosts } from './blind/tick-blind.ts';
import { seen } from './blind/noted.ts';
import { seenBy } from './blind/seen-by.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';
import type { HostFleet } from './config.ts';
import { countRecords } from './counted-records.ts';
import type { FleetTick } from './fleet-tick.ts';
import { planHosts } from './plan.ts';
import { problemsOf, withLook } from './noted-state.ts';
import { observe } from './read.ts';
import type { HostRecord } from './host-record.ts';
import { withRefusals } from './refusals.ts';
import { toForget } from './to-forget.ts';
import { isDue } from './due.ts';
import { tellOthers } from './tell-others.ts';
import type { FleetWork } from './tick.ts';

/** One step of a fleet whose hosts are patched: look, plan, write down, do it, and write down what came of it. */
export async function tickHosts(following: HostFleet, work: FleetWork): Promise<Omit<FleetTick, 'fleet'>> {
  const { taken, calls, config, fleet, gates, releases, now, signal, answerBy } = work;
  const { state, records, control } = taken;
  const hosts = createHosts({ calls, document: config.document });
  const view = await seenBy(() => observe({ fleet: following, run: state.run, records, hosts, now, signal }));
  if ('reason' in view) return tickBlindHosts(following, { ...work, hosts, reason: view.reason });
  const { environment } = config;
  const known = seen(state, { name: following.name, now });
  const decided = { environment, fleet, following, state: known, control, gates, releases, now };
  const planned = planHosts({ ...decided, view, records });
  const plan = { ...planned, state: withLook(planned.state, { gates, view, following, now }) };
  const { report } = plan;
  if (!(await taken.save({ state: plan.state, records: plan.records, report }, signal)))
    return { outcome: 'taken' };
  const current = { ...records, ...Object.fromEntries(plan.records.map((each) => [each.id, each])) };
  const done = await carryOut(plan.effects, { fleet: following, view, hosts, signal });
  const asked = [...withCommands(current, done.commands), ...refusedIn(current, done)];
  if (asked.length > 0 && !(await taken.save({ records: asked }, answerBy))) return { outcome: 'taken' };
  if (report !== undefined) {
    const forgotten = toForget(Object.values(current), { view, run: report.run });
    if (forgotten.length > 0 && !(await taken.save({ records: [], forgotten }, answerBy)))
      return { outcome: 'taken' };
  }
  await tellOthers(following.name, plan.state, work);
  return {
    outcome: 'ticked',
    run: plan.state.run,
    report,
    held: plan.state.held,
    standing: plan.standing,
    effects: plan.effects.map(({ kind }) => kind),
    notDone: done.notDone,
    problems: problemsOf(view),
    ...countRecords(plan.state, {
      before: records,
      after: current,
      size: view.hosts.length,
      isDue: isDue({ state: plan.state, control, now, policy: following.policy }),
    }),
  };
}

/** Those whose step has been sent, with SSM's id of it. */
function withCommands(
  records: Readonly<Record<string, HostRecord>>,
  commands: Readonly<Record<string, string>>,
): readonly HostRecord[] {
  return Object.entries(commands).flatMap(([id, command]) => {
    const record = records[id];
    if (record?.step === undefined) return [];
    return [{ ...record, step: { ...record.step, command, refused: undefined } }];
  });
}

/** Those for which something could not be done, with why. */
function refusedIn(
  records: Readonly<Record<string, HostRecord>>,
  { commands, notDone }: CarriedOut,
): readonly HostRecord[] {
  const ids = new Set(notDone.map(({ host }) => host).filter((id) => !Object.hasOwn(commands, id)));
  return withRefusals(
    [...ids].flatMap((id) => records[id] ?? []),
    notDone,
  );
}
