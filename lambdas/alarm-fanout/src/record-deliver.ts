import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DeliverReport, LaneReport } from './deliver.ts';
import type { Fate } from './deliver/lane.ts';
import type { FinalOutcome } from './deliver/marks.ts';

/**
 * Writes the metrics of a run; README.md says what each means. What operators have to see by destination comes once more with the
 * dimension `destination`, where it is not zero.
 */
export function recordDeliver({ lanes, foreign }: DeliverReport, metrics: Metrics): void {
  const { DeadLetters, ...others } = countsOf(lanes);
  const counts = {
    ...others,
    DeadLetters: DeadLetters + foreign.filter(({ isParked }) => isParked).length,
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
  const { Failures, DeadLetters } = countsOf([lane]);
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

/** Of several destinations, all in all. */
function countsOf(lanes: readonly LaneReport[]) {
  const all = lanes.flatMap(({ fates }) => [...fates.values()]);
  const count = (is: (fate: Fate) => boolean): number => all.filter(is).length;
  const ended = (outcome: FinalOutcome): number =>
    count((fate) => fate.status === 'settled' && fate.outcome === outcome);
  return {
    Sent: ended('sent'),
    Grouped: ended('grouped'),
    Digests: total(lanes, ({ digests }) => digests),
    Superseded: ended('superseded'),
    Withheld: ended('withheld'),
    DroppedGraphs: ended('dropped'),
    Repeats: count(({ status }) => status === 'repeat'),
    Refused: ended('refused'),
    GaveUp: ended('gave-up'),
    DeadLetters: total(lanes, ({ parked }) => parked),
    Failures: count(({ status }) => status === 'failed'),
    Later: count(({ status }) => status === 'waits'),
  };
}

function total(lanes: readonly LaneReport[], of: (lane: LaneReport) => readonly unknown[]): number {
  return lanes.flatMap(of).length;
}
