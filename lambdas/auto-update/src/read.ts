import { reasonOf } from '@kmscrypt/lambda';
import { isNoCluster } from './aws/hosts/cluster-hosts.ts';
import type { HostFleet } from './config.ts';
import { isInFlight } from './plan/phase-kinds.ts';
import type { AskedStep, Hosts, RunHosts } from './ports.ts';
import { agentsWanted, tasksWanted } from './read/details.ts';
import type { HostRecord } from './host-record.ts';
import type { Run } from './state.ts';
import type { FleetView, Host } from './view.ts';

export interface ObserveInput {
  /** The one that is followed. */
  readonly fleet: HostFleet;
  /** The run under way. */
  readonly run: Run | undefined;
  /** By id; of this run and earlier ones. */
  readonly records: Readonly<Record<string, HostRecord>>;
  readonly hosts: Pick<Hosts, 'all' | 'agents' | 'tasks' | 'outcomes'>;
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Looks at a fleet: at all of its hosts, at agents and tasks of those where it matters now, and at what became of steps that were sent.
 *
 * @throws KmscryptError where anything of it but tasks cannot be read: a part would look like hosts that are gone
 */
export async function observe({ fleet, run, records, hosts, now, signal }: ObserveInput): Promise<FleetView> {
  const { found, problem } = await foundBy(() => hosts.all(fleet, signal, runHosts(records, run)));
  const present = new Map(found.map((host) => [host.id, host]));
  const ofRun = new Map(
    Object.values(records)
      .filter((record) => run !== undefined && record.run === run.id && present.has(record.id))
      .map((record) => [record.id, record]),
  );
  const asking = { hosts: found, run, records: ofRun, now };
  const [steps, agents, { tasks, uncounted }] = await Promise.all([
    hosts.outcomes([...ofRun.values()].flatMap(askedOf), signal),
    hosts.agents(agentsWanted(asking), signal),
    tasksBy(() => hosts.tasks(fleet, tasksWanted(fleet, asking), signal), signal),
  ]);
  const shown = found.map((host): Host =>
    asOf({ ...host, agent: agents[host.id], tasks: tasks[host.id] }, ofRun.get(host.id)),
  );
  return {
    at: now,
    hosts: shown,
    steps,
    ...(problem === undefined ? {} : { problem }),
    ...(uncounted === undefined ? {} : { uncounted }),
  };
}

interface Found {
  readonly found: readonly Host[];
  readonly problem?: string | undefined;
}

/** Where there is no cluster there are no hosts; whoever could not be asked is another matter. */
async function foundBy(all: () => Promise<readonly Host[]>): Promise<Found> {
  try {
    return { found: await all() };
  } catch (error) {
    if (!isNoCluster(error)) throw error;
    return { found: [], problem: reasonOf(error) };
  }
}

interface Counted {
  readonly tasks: Awaited<ReturnType<Hosts['tasks']>>;
  readonly uncounted?: string | undefined;
}

/** A host whose tasks nobody has counted is not empty: it comes back once its drain has taken too long, and others go on. */
async function tasksBy(count: () => Promise<Counted['tasks']>, signal: AbortSignal): Promise<Counted> {
  try {
    return { tasks: await count() };
  } catch (error) {
    if (signal.aborted) throw error;
    return { tasks: {}, uncounted: reasonOf(error) };
  }
}

function runHosts(records: ObserveInput['records'], run: Run | undefined): RunHosts {
  const own = Object.values(records).filter((record) => run !== undefined && record.run === run.id);
  return {
    had: Object.fromEntries(
      own.flatMap(({ id, out }) => (out?.targets === undefined ? [] : [[id, out.targets]])),
    ),
    underWay: own.filter(isInFlight).map(({ id }) => id),
  };
}

function askedOf({ id, step }: HostRecord): readonly AskedStep[] {
  return step?.command === undefined ? [] : [{ host: id, step }];
}

/** With what only its record knows: its targets before it was taken out. */
function asOf(host: Host, record: HostRecord | undefined): Host {
  return { ...host, targets: record?.out?.targets ?? host.targets, service: serviceOf(host) };
}

/** A container instance has nothing left once its tasks have stopped. */
function serviceOf({ service, tasks }: Host): Host['service'] {
  const isEmpty = tasks !== undefined && tasks.ofServices + tasks.others === 0;
  return service === 'leaving' && isEmpty ? 'out' : service;
}
