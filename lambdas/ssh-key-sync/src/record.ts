import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { HostsSeen } from './hosts.ts';
import { problemsOf } from './problems-of.ts';
import type { RunReport } from './run-report.ts';
import type { Fact, State, Todo } from './state.ts';
import { keyOf } from './todo.ts';

/** Writes the metrics of a run; README.md says what each means. */
export function record(report: RunReport, metrics: Metrics): void {
  const { rounds, state, hosts, calls, now } = report;
  const sum = (of: (round: RunReport['rounds'][number]) => number): number =>
    rounds.reduce((total, round) => total + of(round), 0);
  const counts = {
    Runs: 1,
    IamCalls: calls,
    ...standing(state),
    Gains: sum(({ plan }) => plan.gains.length),
    Losses: sum(({ plan }) => plan.losses.length),
    RemovalsHeldBack: rounds.at(-1)?.plan.heldBack.length ?? 0,
    ReadFailures: failedReads(report).size,
    Problems: problemsOf(rounds).length,
    Manifests: sum(({ published }) => published?.put.size ?? 0),
    ManifestsSuperseded: sum(({ published }) => published?.superseded.size ?? 0),
    HostsTold: sum(({ published }) => published?.told.size ?? 0),
    TellFailures: sum(({ published }) => published?.failures.length ?? 0),
    ReadBacklog: state.todo.filter(({ due }) => due <= now).length,
    ...(hosts === undefined ? {} : ofHosts(hosts)),
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);

  // Before the first whole read is complete, its own age counts: one that never ends has to be seen.
  const read = state.read.complete || state.read.started;
  if (read > 0) metrics.addMetric('ManifestAge', MetricUnit.Seconds, Math.max(0, (now - read) / 1000));
  if (hosts !== undefined && state.revocations.length > 0) {
    const first = state.revocations.reduce((least, { since }) => Math.min(least, since), now);
    metrics.addMetric('RevocationAge', MetricUnit.Seconds, (now - first) / 1000);
  }
  for (const { latency } of hosts?.done ?? []) {
    if (latency !== undefined) metrics.addMetric('RevocationLatency', MetricUnit.Seconds, latency);
  }
}

/**
 * Reads that failed in this run, or before it and have come to nothing since: those wait to be tried again, and a group that is not there
 * waits for the next whole read. By what was to be read.
 */
function failedReads({ rounds, state }: RunReport): ReadonlySet<string> {
  const now = rounds.flatMap(({ evidence }) => evidence.filter((each) => each.kind === 'failed'));
  const waiting = state.todo.filter(({ failures }) => failures > 0);
  const missing = Object.keys(state.missing ?? {}).map((ref): Pick<Todo, 'kind' | 'source' | 'name'> => {
    const [source = '', name = ''] = ref.split(':');
    return { kind: 'group', source, name };
  });
  return new Set(
    [...now.map(({ source, what }) => ({ source, ...what })), ...waiting, ...missing].map(keyOf),
  );
}

function ofHosts({
  running,
  behind,
  failed,
  expired,
  failures,
}: HostsSeen): Readonly<Record<string, number>> {
  return {
    Hosts: running.length,
    HostsBehind: behind.length,
    HostsFailed: failed.length,
    ExpiredManifests: expired.length,
    HostReadFailures: failures.length,
  };
}

/** Users who can log in somewhere, the keys by which they can, and active keys that are refused. */
function standing({ users }: State): Readonly<Record<'Users' | 'Keys' | 'KeysRefused', number>> {
  const counts = { Users: 0, Keys: 0, KeysRefused: 0 };
  for (const { login, uid, groups, keys } of Object.values(users)) {
    if (!Object.values(groups).some(holds)) continue;
    const held = Object.values(keys).filter(holds);
    const usable = held.filter(({ body }) => body !== undefined).length;
    counts.KeysRefused += held.filter(({ refused }) => refused !== undefined).length;
    if (login === undefined || uid === undefined || usable === 0) continue;
    counts.Users += 1;
    counts.Keys += usable;
  }
  return counts;
}

function holds({ ended }: Fact): boolean {
  return ended === undefined;
}
