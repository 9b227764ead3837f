import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RunReport } from './run.ts';

/** Writes the metrics of a run; README.md says what each means. */
export function record(report: RunReport, metrics: Metrics, now: Date): void {
  const { changes, plan, applied, known, foreign } = report;
  const paths = sum(applied.accepted.map(({ items }) => items.length));
  const wildcards = sum(
    applied.accepted.map(({ items }) => items.filter((item) => item.endsWith('*')).length),
  );
  const asked = plan.distributions.filter(({ isHeld }) => !isHeld);
  const changedPaths = sum(asked.map((each) => each.changedPaths));
  const planned = sum(asked.flatMap((each) => each.invalidations.map(({ items }) => items.length)));
  const counts = {
    Events: changes.length,
    Paths: paths,
    Wildcards: wildcards,
    Invalidations: applied.accepted.length,
    SavedPaths: changedPaths - planned,
    DroppedObjects: Math.round(sum(asked.map(({ dropped }) => dropped))),
    SkippedEvents: plan.skipped.length,
    UnmappedEvents: plan.unmapped.length,
    IgnoredEvents: report.ignored,
    ForeignMessages: foreign,
    FailedEvents: new Set(applied.failures.flatMap(({ eventIds }) => eventIds)).size,
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  const times = changes.flatMap(({ time }) => time ?? []);
  if (times.length > 0) {
    const oldest = times.reduce((least, time) => Math.min(least, time), Infinity);
    metrics.addMetric('OldestEventAge', MetricUnit.Seconds, Math.max(0, (now.getTime() - oldest) / 1000));
  }
  if (known.spent !== undefined) {
    const spent = known.spent + paths;
    metrics.addMetric('PathsThisMonth', MetricUnit.Count, spent);
    if (known.budget !== undefined) {
      metrics.addMetric('BudgetUsed', MetricUnit.Percent, (100 * spent) / known.budget);
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
