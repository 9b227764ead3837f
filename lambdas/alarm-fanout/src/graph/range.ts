import type { Alarm } from '../alarm.ts';

const HOUR = 3_600;
/** A slow metric shows at least so many of its datapoints. */
const LEAST_DATAPOINTS = 12;
/** After the change, in seconds: so that it does not stand on the edge. */
const LEAST_AFTER = 300;
/** Datapoints of less than a minute are kept for 3 hours (CloudWatch user guide, "Metrics retention"); a graph is drawn some time later. */
const HIGH_RESOLUTION = { below: 60, most: 2.75 * HOUR };

/** What part of time a graph shows: so many hours before what led to the change, and a little after it. */
export function rangeOf(
  { at, metrics, datapoints, condition }: Alarm,
  hours: number,
): { readonly start: string; readonly end: string } {
  const change = Date.parse(at);
  const periods = [condition?.period, ...metrics.map(({ period }) => period)].flatMap((each) => each ?? []);
  const slowest = Math.max(0, ...periods);
  const measured = datapoints.map((datapoint) => Date.parse(datapoint.at ?? '')).filter(Number.isFinite);
  const breach = Math.min(change, ...measured);
  const wanted = Math.max(hours * HOUR, LEAST_DATAPOINTS * slowest) + (change - breach) / 1000;
  const isFast = periods.some((period) => period < HIGH_RESOLUTION.below);
  const before = isFast ? Math.min(wanted, HIGH_RESOLUTION.most) : wanted;
  const after = Math.max(LEAST_AFTER, slowest);
  return { start: timeOf(change - before * 1000), end: timeOf(change + after * 1000) };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
