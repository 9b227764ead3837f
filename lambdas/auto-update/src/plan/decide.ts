import { heldBack } from '../held-back.ts';
import type { Held } from '../held.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import { isUnreadableForLong } from '../unreadable.ts';
import type { Host } from '../view.ts';
import { advance } from './advance.ts';
import { withCanaries } from './canaries.ts';
import { soakOf } from './canary-soak.ts';
import { firstRecords } from './first-records.ts';
import { fleetNow } from './fleet-now.ts';
import { keepFloor } from './keep-floor.ts';
import { hasService, type Moment } from './moment.ts';
import { inOrder } from './order.ts';
import { withPins } from './pins.ts';
import type { Scene } from './scene.ts';
import { startHosts } from './start-hosts.ts';
import { leaveOut, withStop } from './stop-run.ts';

/** What becomes of all hosts of a run in a tick. */
export interface Decided {
  readonly run: Run;
  /** Of all its hosts, by id. */
  readonly records: ReadonlyMap<string, HostRecord>;
  /** Hosts that are still to get their first record. */
  readonly left: number;
  /** Why no more hosts are begun with. */
  readonly held: readonly Held[];
  readonly hasStarted: boolean;
}

/** Brings hosts under way as far as they can go, and begins with as many others as may be. */
export function decide(begun: Run, scene: Scene): Decided {
  const { input, hosts, before } = scene;
  const { following, view, now, gates } = input;
  const { policy } = following;
  const run = withPins(begun, before.values(), view);
  const moment: Moment = { run, following, policy, view, now, hasService: hasService(following) };
  const { records, left } = moved(scene, moment);
  const waiting = inOrder(waitingOf(records, hosts), (id) => records.get(id));
  const isChecked = left === 0 && [...records.values()].every(({ phase }) => phase !== 'checking');
  const chosen = withCanaries(run, { records, hosts, waiting, isChecked }, moment);
  const isDisturbed = gates.alarms.length > 0 || isUnreadableForLong(input.state, gates, now);
  const soak = soakOf(chosen, { records, hosts, isDisturbed }, moment);
  for (const record of soak.records) records.set(record.id, record);
  const stopping: Moment = { ...moment, run: withStop(soak.run, records, moment) };
  const gated = heldBack({ ...input, policy });
  const fleet = fleetNow({ view, records, earlier: input.records, run, following });
  const { records: started, held } = startHosts({ waiting, records, fleet, held: gated }, stopping);
  for (const record of started) records.set(record.id, advance(record, hosts.get(record.id), stopping));
  const [last] = [...gated, ...input.state.held];
  for (const record of records.values()) records.set(record.id, leaveOut(record, last, stopping));
  const hasStarted = started.length > 0;
  return {
    run: hasStarted ? { ...stopping.run, lastStart: now } : stopping.run,
    records,
    left: stopping.run.stopped === undefined ? left : 0,
    held,
    hasStarted,
  };
}

/** Hosts of the run, each as far as it can go; those that it has not had yet among them. */
function moved(
  { input, hosts, before }: Scene,
  moment: Moment,
): { readonly records: Map<string, HostRecord>; readonly left: number } {
  const { view, run, following } = moment;
  const records = new Map<string, HostRecord>();
  for (const record of before.values()) records.set(record.id, advance(record, hosts.get(record.id), moment));
  const unsent = [...records.values()].filter(
    ({ phase, step }) => phase === 'checking' && step?.command === undefined,
  ).length;
  const news = view.hosts.filter(({ id }) => !records.has(id));
  const first = firstRecords(news, { earlier: input.records, unsent }, moment);
  for (const record of first.records) records.set(record.id, record);
  const fleet = fleetNow({ view, records, earlier: input.records, run, following });
  for (const record of keepFloor(records, hosts, fleet, moment)) records.set(record.id, record);
  return { records, left: first.left };
}

function waitingOf(
  records: ReadonlyMap<string, HostRecord>,
  hosts: ReadonlyMap<string, Host>,
): readonly Host[] {
  return [...records.values()].flatMap(({ id, phase }) => (phase === 'waiting' ? (hosts.get(id) ?? []) : []));
}
