import { HOUR } from './times.ts';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FleetTick } from './fleet-tick.ts';

/** What all fleets have come to in one tick. */
export interface TickReport {
  readonly ticks: readonly FleetTick[];
  /** Calls about hosts, all attempts. */
  readonly calls: number;
}

/** Writes the metrics of a tick; README.md says what each means. An invocation without a tick has none. */
export function record({ ticks, calls }: TickReport, metrics: Metrics): void {
  if (ticks.length === 0) return;
  const sum = (of: (tick: FleetTick) => number | undefined): number =>
    ticks.reduce((total, tick) => total + (of(tick) ?? 0), 0);
  const counts = {
    Ticks: 1,
    Calls: calls,
    Fleets: ticks.length,
    HostsPatched: sum(({ patched }) => patched),
    HostsFailed: sum(({ failed }) => failed),
    RunsFailed: ticks.filter(hasFailed).length,
    TickFailures: ticks.filter(({ outcome }) => outcome === 'failed').length,
    FleetsNotReached: ticks.filter(({ outcome }) => outcome === 'not-reached').length,
    EffectsFailed: sum(({ notDone = [] }) => notDone.length),
    LeasesLeft: ticks.filter(({ wasLeft }) => wasLeft === true).length,
    ...standingOf(ticks),
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  const off = Math.max(...ticks.map(({ clockOff = 0 }) => Math.abs(clockOff)));
  metrics.addMetric('ClockOff', MetricUnit.Seconds, off / 1_000);
}

/** What somebody has aborted is as it is wanted. */
function hasFailed({ report }: FleetTick): boolean {
  if (report === undefined) return false;
  const { outcome, aborted } = report;
  if (outcome === 'aborted') return aborted === undefined;
  return outcome !== 'done' && outcome !== 'partly';
}

/** How fleets stand. Where none was looked at there is nothing to say: a zero would say that all is well. */
function standingOf(ticks: readonly FleetTick[]): Readonly<Record<string, number>> {
  const seen = ticks.flatMap((tick) => (tick.standing === undefined ? [] : [{ ...tick, ...tick.standing }]));
  if (seen.length === 0) return {};
  const sum = (of: (tick: (typeof seen)[number]) => number): number =>
    seen.reduce((total, tick) => total + of(tick), 0);
  return {
    HostsHeldBack: sum(({ heldBack = 0 }) => heldBack),
    HostsKeptOut: sum(({ keptOut = 0 }) => keptOut),
    HostsInFlight: sum(({ inFlight }) => inFlight),
    HostsBehind7Days: sum(({ behind }) => behind.days7),
    HostsBehind14Days: sum(({ behind }) => behind.days14),
    HostsBehind30Days: sum(({ behind }) => behind.days30),
    OldestHostDays: Math.max(...seen.map(({ oldestDays }) => oldestDays)),
    FloorMargin: Math.min(...seen.map(({ margin }) => margin)),
    RunAgeHours: Math.max(...seen.map(runAge)),
  };
}

/** 0 without a run, or by a clock that does not know. */
function runAge({ run, at }: FleetTick): number {
  return run === undefined || at === undefined ? 0 : Math.max(0, at - run.began) / HOUR;
}
