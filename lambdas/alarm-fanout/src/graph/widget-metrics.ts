import type { Alarm, AlarmMetric } from '../alarm.ts';
import { isBand } from '../events/condition.ts';

/**
 * A metric (namespace, name, then name and value of each dimension, then how it is drawn), or an expression (only how it is drawn), as
 * widgets have them (CloudWatch API reference, "Format for Each Metric in the Array of Metrics").
 */
export type GraphedMetric = readonly [...texts: readonly string[], rendering: Rendering];

export interface Rendering {
  /** Absent where it is none that an expression may have, as of alarms of one metric, which have UUIDs. */
  readonly id?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly stat?: string;
  /** In seconds. */
  readonly period?: number;
  readonly visible: boolean;
  /** Of another account than the one in which it is drawn. */
  readonly accountId?: string;
}

/** What GetMetricWidgetImage takes. */
const MOST_METRICS = 100;
/** In place of a text, these stand for those of the metric before. */
const SHORTHAND = new Set(['.', '...']);
const ID = /^[a-z]\w*$/u;

/**
 * What there is to draw of an alarm: what is compared is shown, what it is made of is hidden.
 *
 * @param account in which it is drawn
 * @returns empty where there is nothing to be shown
 */
export function metricsOf({ metrics, condition, account: own }: Alarm, account: string): GraphedMetric[] {
  const isShown = ({ id, returnData, expression }: AlarmMetric): boolean =>
    returnData || id === condition?.bandId || isBand(expression);
  const drawable = metrics.filter(isDrawable);
  // A limit that leaves out what nobody sees first.
  const chosen = new Set(
    drawable.toSorted((a, b) => Number(isShown(b)) - Number(isShown(a))).slice(0, MOST_METRICS),
  );
  if (!drawable.some(isShown)) return [];
  return drawable
    .filter((metric) => chosen.has(metric))
    .map((metric): GraphedMetric => {
      const rendering = renderingOf(metric, isShown(metric));
      const owner = metric.account ?? own;
      return [...textsOf(metric), owner === account ? rendering : { ...rendering, accountId: owner }];
    });
}

function isDrawable(metric: AlarmMetric): boolean {
  const { expression, namespace, name } = metric;
  if (expression !== undefined) return true;
  return Boolean(namespace) && Boolean(name) && !textsOf(metric).some((text) => SHORTHAND.has(text));
}

function textsOf({ expression, namespace = '', name = '', dimensions }: AlarmMetric): readonly string[] {
  return expression === undefined ? [namespace, name, ...Object.entries(dimensions).flat()] : [];
}

function renderingOf(metric: AlarmMetric, visible: boolean): Rendering {
  const { id, expression, label, stat, period } = metric;
  return {
    ...(ID.test(id) ? { id } : {}),
    ...(expression === undefined ? {} : { expression }),
    ...(label ? { label } : {}),
    ...(expression !== undefined || stat === undefined ? {} : { stat }),
    ...(period === undefined ? {} : { period }),
    visible,
  };
}
