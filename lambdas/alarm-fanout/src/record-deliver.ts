import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DeliverReport, LaneReport } from './deliver.ts';
import type { Fate } from './deliver/lane.ts';
import type { FinalOutcome } from './deliver/marks.ts';

/**
 * Writes the metrics of a run; README.md says what each means. What operators have to see by destination comes once more with the
 * dimension `destination`, where it is not zero.
 */
export function recordDeliver({ lanes, foreign }: DeliverReport, metrics: Metrics): void {
  const all = lanes.map(countsOf);
  const sum = (of: (counts: Counts) => number): number => all.reduce((total, each) => total + of(each), 0);
  const parkedForeign = foreign.filter(({ isParked }) => isParked).length;
  const counts = {
    Sent: sum((each) => each.Sent),
    Grouped: sum((each) => each.Grouped),
    Digests: sum((each) => each.Digests),
    Superseded: sum((each) => each.Superseded),
    Withheld: sum((each) => each.Withheld),
    DroppedGraphs: sum((each) => each.DroppedGraphs),
    Repeats: sum((each) => each.Repeats),
    Refused: sum((each) => each.Refused),
    GaveUp: sum((each) => each.GaveUp),
    DeadLetters: sum((each) => each.DeadLetters) + parkedForeign,
    Failures: sum((each) => each.Failures),
    Later: sum((each) => each.Later),
    ForeignMessages: foreign.length,
  };
  for (const [name, value] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, value);
  for (const { ages } of lanes) {
    for (const age of ages) metrics.addMetric('DeliveryAge', MetricUnit.Seconds, age);
  }
  for (const lane of lanes) recordLane(lane, metrics);
}

/** At once, for what an invocation may not live to write at its end. */
export function recordPossibleDoubles(destination: string, changes: number, metrics: Metrics): void {
  metrics.singleMetric().addMetric('PossibleDoubles', MetricUnit.Count, changes);
  one('PossibleDoubles', changes, { destination, metrics });
}

function recordLane(lane: LaneReport, metrics: Metrics): void {
  const { destination } = lane;
  const { Failures, DeadLetters } = countsOf(lane);
  if (Failures > 0) one('Failures', Failures, { destination, metrics });
  if (DeadLetters > 0) one('DeadLetters', DeadLetters, { destination, metrics });
}

function one(
  name: string,
  value: number,
  { destination, metrics }: { readonly destination: string; readonly metrics: Metrics },
): void {
  metrics.singleMetric().addDimension('destination', destination).addMetric(name, MetricUnit.Count, value);
}

type Counts = ReturnType<typeof countsOf>;

function countsOf({ fates, digests, parked }: LaneReport) {
  const all = [...fates.values()];
  const count = (is: (fate: Fate) => boolean): number => all.filter(is).length;
  const ended = (outcome: FinalOutcome): number =>
    count((fate) => fate.status === 'settled' && fate.outcome === outcome);
  return {
    Sent: ended('sent'),
    Grouped: ended('grouped'),
    Digests: digests.length,
    Superseded: ended('superseded'),
    Withheld: ended('withheld'),
    DroppedGraphs: ended('dropped'),
    Repeats: count(({ status }) => status === 'repeat'),
    Refused: ended('refused'),
    GaveUp: ended('gave-up'),
    DeadLetters: parked.length,
    Failures: count(({ status }) => status === 'failed'),
    Later: count(({ status }) => status === 'waits'),
  };
}
