import type { AlarmKind, AlarmMetric } from '../alarm.ts';
import { isBand } from './condition.ts';

/** What tells kinds of alarms apart. */
export interface KindWords {
  readonly hasRule: boolean;
  readonly hasLogQuery: boolean;
  readonly hasBand: boolean;
  readonly metrics: readonly AlarmMetric[];
}

/** What kind of alarm it is. */
export function kindOf({ hasRule, hasLogQuery, hasBand, metrics }: KindWords): AlarmKind {
  if (hasRule) return 'composite';
  if (hasLogQuery) return 'log';
  const expressions = metrics.flatMap(({ expression }) => expression ?? []);
  if (hasBand || expressions.some(isBand)) return 'anomaly';
  if (expressions.some((expression) => /^\s*SELECT\s/i.test(expression))) return 'insights';
  if (expressions.length > 0) return 'math';
  return metrics.length > 0 ? 'metric' : 'unknown';
}
