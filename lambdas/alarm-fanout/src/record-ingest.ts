import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { IngestReport } from './ingest.ts';
import type { Verdict } from './ingest/verdict.ts';

/** Writes the metrics of a run; README.md says what each means. */
export function recordIngest(report: IngestReport, metrics: Metrics): void {
  const { decisions, foreign, ignored, failed, graphs, oldestAge } = report;
  const some = (is: (verdict: Verdict) => boolean): number =>
    decisions.filter(({ verdicts }) => [...verdicts.values()].some(is)).length;
  const because = (why: string) => (verdict: Verdict) => verdict.status !== 'tell' && verdict.why === why;
  const counts = {
    Changes: decisions.length,
    Notices: decisions.filter(({ change: { what } }) => what.type === 'notice').length,
    Told: some(({ status }) => status === 'tell'),
    Held: some(({ status }) => status === 'hold'),
    Muted: some(because('muted')),
    Quiet: some(because('quiet')),
    Damped: some((verdict) => because('flapping')(verdict) || because('damped')(verdict)),
    Overtaken: some(because('overtaken')),
    Disabled: some(because('disabled')),
    Unrouted: decisions.filter(({ isFallback }) => isFallback).length,
    FailedChanges: failed,
    ForeignMessages: foreign,
    IgnoredMessages: ignored,
    Graphs: graphs.drawn,
    GraphFailures: graphs.failed,
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  if (oldestAge !== undefined) metrics.addMetric('OldestChangeAge', MetricUnit.Seconds, oldestAge);
}
