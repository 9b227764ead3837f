import type { Alarm } from '../alarm.ts';
import { cut } from '../words/cut.ts';
import { type Annotations, annotationsOf } from './annotations.ts';
import { rangeOf } from './range.ts';
import { type GraphedMetric, metricsOf } from './widget-metrics.ts';

/** The JSON that GetMetricWidgetImage draws (CloudWatch API reference, "Metric Widget Structure and Syntax"). */
export interface Widget {
  readonly view: 'timeSeries';
  readonly stacked: false;
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** ISO 8601. */
  readonly start: string;
  readonly end: string;
  /** Of the labels of the time axis. */
  readonly timezone: '+0000';
  readonly region: string;
  readonly legend: { readonly position: 'bottom' };
  readonly metrics: readonly GraphedMetric[];
  readonly annotations: Annotations;
}

export interface WidgetOptions {
  /** What is shown before the change, in hours. */
  readonly hours: number;
  /** The account in which it is drawn; metrics of others name theirs. */
  readonly account: string;
}

const WIDTH = 600;
const HEIGHT = 300;
/** In bytes of UTF-8 (CloudWatch API reference, GetMetricWidgetImage). */
const MOST_BYTES = 100_000;
/** CloudWatch has no longer names. */
const MOST_TITLE = 255;

/**
 * The graph of an alarm around its change: its metrics, its expressions with what they are made of hidden, the band of an anomaly
 * alarm, the threshold and the change.
 *
 * A Metrics Insights query is drawn as it stands: with all of its contributors, not only the one that changed.
 *
 * @returns undefined for alarms without metrics (composite, log and unknown ones), without a time, and where a widget would be larger
 *   than CloudWatch takes
 */
export function widgetOf(alarm: Alarm, { hours, account }: WidgetOptions): Widget | undefined {
  const metrics = metricsOf(alarm, account);
  if (metrics.length === 0 || Number.isNaN(Date.parse(alarm.at))) return undefined;
  const widget: Widget = {
    view: 'timeSeries',
    stacked: false,
    title: cut(alarm.name, MOST_TITLE),
    width: WIDTH,
    height: HEIGHT,
    ...rangeOf(alarm, hours),
    timezone: '+0000',
    region: alarm.region,
    legend: { position: 'bottom' },
    metrics,
    annotations: annotationsOf(alarm),
  };
  return Buffer.byteLength(JSON.stringify(widget)) > MOST_BYTES ? undefined : widget;
}
