import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Watched } from './watched.ts';

export interface WatchedAlarmProps {
  readonly alarmName: string;
  readonly watched: Watched;
  /** In seconds; default 300. */
  readonly period?: number | undefined;
  /** What is done when it begins. */
  readonly action: IAlarmAction;
  /** Whether the same is done when it ends; default yes. */
  readonly tellsEnd?: boolean | undefined;
}

/** The alarm of a metric that is watched. */
export function watchedAlarm(scope: Construct, id: string, props: WatchedAlarmProps): Alarm {
  const { alarmName, watched, period = 300, action, tellsEnd = true } = props;
  const { threshold, periods = 1, isDue = false, isLow = false, description } = watched;
  const alarm = new Alarm(scope, id, {
    alarmName,
    alarmDescription: description,
    metric: metricOf(watched, period),
    threshold,
    comparisonOperator:
      isDue || isLow ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: isDue ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(action);
  if (tellsEnd) alarm.addOkAction(action);
  return alarm;
}

const STATISTICS = { Sum: Stats.SUM, Maximum: Stats.MAXIMUM, Minimum: Stats.MINIMUM } as const;

function metricOf({ namespace, metricName, dimensions, statistic }: Watched, period: number): IMetric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { ...dimensions },
    statistic: STATISTICS[statistic],
    period: Duration.seconds(period),
  });
}
