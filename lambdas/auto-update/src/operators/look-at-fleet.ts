import { reasonOf } from '@kmscrypt/lambda';
import { isNoCluster } from '../aws/hosts/cluster-hosts.ts';
import { fleetsOf, type HostFleet, type RefreshFleet, type UpdateConfig } from '../config.ts';
import type { HostPlanInput, PlanInput, Usable } from '../plan-types.ts';
import type { RefreshPlanInput } from '../groups.ts';
import type { Looked } from '../ports.ts';
import type { Host } from '../view.ts';
import type { Connected, OperatorStore } from './connect.ts';
import { readReleases, type ReleasesOptions } from '../releases.ts';

/** Hosts of ECS whose tasks are asked for at most: a call each. */
const MOST_TASKS = 200;

export interface Looking extends Omit<Connected, 'store'> {
  readonly store: Pick<OperatorStore, 'look'>;
  readonly config: UpdateConfig;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** What a tick would decide from, now. */
export type FleetInput =
  | { readonly kind: 'hosts'; readonly input: HostPlanInput }
  | { readonly kind: 'group'; readonly input: RefreshPlanInput };

/**
 * Looks at a fleet as a tick does; changes nothing.
 *
 * @returns undefined for one that is not in the config and has no run under way either
 */
export async function lookAtFleet(name: string, looking: Looking): Promise<FleetInput | undefined> {
  const { config, store, promotions, signal } = looking;
  const fleet = fleetsOf(config).find((each) => each.name === name);
  const looked = await store.look(name, signal);
  const { state, control } = looked;
  const following = state.run?.fleet ?? fleet;
  if (following === undefined) return undefined;
  const now = looked.at ?? looking.now;
  const gates = await looking.gates.gates(following.policy, config.freeze, signal);
  // One that is under way has its release.
  const { releases, notes } =
    state.run === undefined
      ? await knownReleases(following, { config, promotions, now, signal })
      : ({ releases: { kind: 'newest' }, notes: [] } as const);
  const common: PlanInput = {
    environment: config.environment,
    fleet,
    state,
    control,
    gates: { ...gates, notes: [...(gates.notes ?? []), ...notes] },
    releases,
    now,
  };
  return following.mode === 'refresh'
    ? { kind: 'group', input: await groupInput(following, { common, looking }) }
    : { kind: 'hosts', input: await hostInput(following, { common, looked, looking }) };
}

/** Who asks may not be allowed to read what the Lambda can: that is no reason to hold anything back. */
async function knownReleases(
  following: HostFleet | RefreshFleet,
  options: ReleasesOptions,
): Promise<{ readonly releases: Usable; readonly notes: readonly string[] }> {
  try {
    return { releases: await readReleases(following, options), notes: [] };
  } catch (error) {
    const why = `the table of promotions cannot be read: ${reasonOf(error)}`;
    return {
      releases: { kind: 'newest' },
      notes: [`which release is not known here: planned with the newest, as ${why}`],
    };
  }
}

async function hostInput(
  following: HostFleet,
  {
    common,
    looked: { records },
    looking: { hosts, signal },
  }: { readonly common: PlanInput; readonly looked: Looked; readonly looking: Looking },
): Promise<HostPlanInput> {
  const { all, problem } = await allOf(hosts.all(following, signal));
  const ids = all.map(({ id }) => id);
  const agents = ids.length === 0 ? {} : await hosts.agents(ids, signal);
  const asked = following.mode === 'ecs' ? all.slice(0, MOST_TASKS) : [];
  const tasks = asked.length === 0 ? {} : await hosts.tasks(following, asked, signal);
  const detailed = all.map((host): Host => {
    const { [host.id]: agent } = agents;
    const { [host.id]: of = following.mode === 'ecs' ? NO_TASKS : undefined } = tasks;
    return { ...host, ...(agent === undefined ? {} : { agent }), ...(of === undefined ? {} : { tasks: of }) };
  });
  return { ...common, following, records, view: { at: common.now, hosts: detailed, steps: {}, problem } };
}

/** Where there is no cluster there are no hosts. */
async function allOf(
  hosts: Promise<readonly Host[]>,
): Promise<{ readonly all: readonly Host[]; readonly problem?: string }> {
  try {
    return { all: await hosts };
  } catch (error) {
    if (!isNoCluster(error)) throw error;
    return { all: [], problem: reasonOf(error) };
  }
}

const NO_TASKS = { ofServices: 0, others: 0 } as const;

async function groupInput(
  following: RefreshFleet,
  { common, looking: { groups, signal } }: { readonly common: PlanInput; readonly looking: Looking },
): Promise<RefreshPlanInput> {
  const { state, releases } = common;
  const promoted = releases.kind === 'promoted' ? releases.release.image : undefined;
  const wanted = state.run?.release.image ?? promoted;
  const group = await groups.look(following, wanted, signal);
  return {
    ...common,
    following,
    group: group === undefined ? undefined : { ...group, at: common.now },
  };
}
