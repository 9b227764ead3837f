import { MINUTE } from '../times.ts';
import type { HostFleet } from '../config.ts';
import type { HostRecord, Phase } from '../host-record.ts';
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

const IN_FLIGHT: ReadonlySet<Phase> = new Set([
  'taking-out',
  'patching',
  'rebooting',
  'verifying',
  'bringing-in',
  'soaking',
  'restoring',
]);

/** Ids of hosts whose agents matter now: those under way, and those that may be next. Without a run nobody's do. */
export function agentsWanted(asking: Asking): readonly string[] {
  const { hosts, run, records, now } = asking;
  if (run === undefined) return [];
  const inFlight = hosts.filter(({ id }) => IN_FLIGHT.has(records.get(id)?.phase ?? 'done'));
  const strangers = hosts.filter(({ id }) => isToBeAsked(records.get(id)));
  const next = [...rotated(strangers, MOST_NEW, now), ...rotated(waiting(asking), MOST_WAITING, now)];
  return [...inFlight, ...next].map(({ id }) => id);
}

/** Nobody has told it anything yet, and where it has no agent nobody will. */
function isToBeAsked(record: HostRecord | undefined): boolean {
  return record === undefined || (record.phase === 'checking' && record.step?.command === undefined);
}

/** Hosts whose tasks matter now: those that are being emptied, and, where tasks of no service exclude a host, those that may be next. */
export function tasksWanted(fleet: HostFleet, asking: Asking): readonly Host[] {
  if (fleet.mode !== 'ecs') return [];
  const { hosts, records, now } = asking;
  const emptied = hosts.filter(({ id }) => records.get(id)?.phase === 'taking-out');
  const next = fleet.nonServiceTasks === 'skip' ? waiting(asking) : [];
  const first = rotated(emptied, MOST_WITH_TASKS, now);
  return [...first, ...rotated(next, MOST_WITH_TASKS - first.length, now)];
}

/** Canaries alone, as long as they wait: nobody else's turn comes before. */
function waiting({ hosts, run, records }: Asking): readonly Host[] {
  const all = hosts.filter(({ id }) => records.get(id)?.phase === 'waiting');
  const canaries = all.filter(({ id }) => run?.canaries.includes(id) === true);
  return canaries.length > 0 ? canaries : all;
}

/** At most so many; others the next minute, so that everybody's turn comes. */
function rotated(hosts: readonly Host[], most: number, now: number): readonly Host[] {
  if (hosts.length <= most || most <= 0) return hosts.slice(0, Math.max(0, most));
  const from = (Math.floor(now / MINUTE) * most) % hosts.length;
  return [...hosts.slice(from), ...hosts.slice(0, from)].slice(0, most);
}
