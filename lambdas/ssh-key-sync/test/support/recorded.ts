import type { Metrics } from '@aws-lambda-powertools/metrics';
import { record } from '../../src/record.ts';
import type { RunReport } from '../../src/run-report.ts';

/** Values that are recorded of a run, by metric, with its unit where it is no count. */
export function recorded(report: RunReport): Readonly<Record<string, readonly number[]>> {
  const values: Record<string, number[]> = {};
  const addMetric = (name: string, unit: string, value: number): void => {
    (values[unit === 'Count' ? name : `${name} (${unit})`] ??= []).push(value);
  };
  record(report, { addMetric } as unknown as Metrics);
  return values;
}
