import { MINUTE } from '../times.ts';
import type { HostFleet } from '../config.ts';
import type { HostRecord } from '../host-record.ts';
import { inOrder } from '../plan/order.ts';
import { isInFlight, isToReboot } from '../plan/phase-kinds.ts';
import type { Run } from '../state.ts';
import type { Host } from '../view.ts';

export interface Asking {
  readonly hosts: readonly Host[];
  readonly run: Run | undefined;
  /** Of the run alone, by id. */
  readonly records: ReadonlyMap<string, HostRecord>;
  readonly now: number;
}

/** Hosts that a run has not come to yet: so many are asked at once what there is to update. */
const MOST_NEW = 1_000;
const MOST_WAITING = 100;
const MOST_WITH_TASKS = 60;
/** Of those that wait this part may be away; one in so many. */
const AWAY_SHARE = 4;

/** Ids of hosts whose agents matter now: those under way, and those that may be next. Without a run nobody's do. */
export function agentsWanted(asking: Asking): readonly string[] {
  const { hosts, run, records, now } = asking;
  if (run === undefined) return [];
  const inFlight = hosts.filter(({ id }) => isInFlight(records.get(id) ?? { phase: 'done' }));
  const strangers = hosts.filter(({ id }) => isToBeAsked(records.get(id)));
  const next = [...rotated(strangers, MOST_NEW, now), ...waiting(asking, MOST_WAITING)];
  return [...inFlight, ...next].map(({ id }) => id);
}

/** Nobody has told it anything yet, and where it has no agent nobody will. */
function isToBeAsked(record: HostRecord | undefined): boolean {
  return record === undefined || (record.phase === 'checking' && record.step?.command === undefined);
}

/** Also before a reboot that has not been asked for yet: it may have been given work again (effects.ts). */
function isBeingEmptied(record: HostRecord | undefined): boolean {
  return record !== undefined && (record.phase === 'taking-out' || isToReboot(record));
}

/** Hosts whose tasks matter now: those that are being emptied, and, where tasks of no service exclude a host, those that may be next. */
export function tasksWanted(fleet: HostFleet, asking: Asking): readonly Host[] {
  if (fleet.mode !== 'ecs') return [];
  const { hosts, records, now } = asking;
  const emptied = hosts.filter(({ id }) => isBeingEmptied(records.get(id)));
  const first = rotated(emptied, MOST_WITH_TASKS, now);
  const left = MOST_WITH_TASKS - first.length;
  return fleet.nonServiceTasks === 'skip' ? [...first, ...waiting(asking, left)] : first;
}

/**
 * Those that wait and may be next, in the order in which they are begun with; canaries alone, as long as they wait: nobody else's turn comes
 * before. Those that were away when they were last looked at keep nobody from being looked at: they have a share, and the places left over.
 */
function waiting({ hosts, run, records, now }: Asking, most: number): readonly Host[] {
  const those = hosts.filter(({ id }) => records.get(id)?.phase === 'waiting');
  const all = inOrder(those, (id) => records.get(id));
  const canaries = all.filter(({ id }) => run?.canaries.includes(id) === true);
  const isAway = ({ id }: Host): boolean => records.get(id)?.away !== undefined;
  const next = (canaries.length > 0 ? canaries : all).filter((host) => !isAway(host));
  const share = Math.max(Math.floor(most / AWAY_SHARE), most - next.length);
  const away = rotated(all.filter(isAway), share, now);
  return [...next.slice(0, Math.max(0, most - away.length)), ...away];
}

/** At most so many; others the next minute, so that everybody's turn comes. */
function rotated(hosts: readonly Host[], most: number, now: number): readonly Host[] {
  if (hosts.length <= most || most <= 0) return hosts.slice(0, Math.max(0, most));
  const from = (Math.floor(now / MINUTE) * most) % hosts.length;
  return [...hosts.slice(from), ...hosts.slice(0, from)].slice(0, most);
}
