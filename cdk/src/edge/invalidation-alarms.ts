import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface InvalidationAlarmsProps {
  /** Begins the alarms' names; the `service` of the function's metrics. */
  readonly name: string;
  readonly function: IFunction;
  readonly deadLetters: Queue;
  /** Is told when an alarm begins and when it ends. */
  readonly topicArn: string;
}

/** In 5 minutes each. */
interface Watched {
  readonly metric: IMetric;
  readonly above: number;
  /** How many times in a row; default once. */
  readonly periods?: number | undefined;
  /** For who is woken up: what it means, and what to look at. */
  readonly description: string;
}

const PERIOD = Duration.minutes(5);

/** The alarms that the README of static-asset-invalidation names. */
export class InvalidationAlarms extends Construct {
  constructor(scope: Construct, id: string, props: InvalidationAlarmsProps) {
    super(scope, id);
    const { name, topicArn } = props;
    const action = new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn));
    for (const [what, { metric, above, periods = 1, description }] of Object.entries(alarmsOf(props))) {
      const alarm = new Alarm(this, what, {
        alarmName: `${name}-${what}`,
        alarmDescription: description,
        metric,
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: periods,
        // Nothing has changed, so nothing is told.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

function alarmsOf({
  name: service,
  function: lambda,
  deadLetters,
}: InvalidationAlarmsProps): Readonly<Record<string, Watched>> {
  return {
    'dead-letters': {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: PERIOD,
        statistic: Stats.MAXIMUM,
      }),
      above: 0,
      description: `Changes were given up: CloudFront may serve what is old. See the messages in ${deadLetters.queueName}`,
    },
    errors: {
      metric: lambda.metricErrors({ period: PERIOD }),
      above: 0,
      description: 'The function fails as a whole; its log says why. Messages come back',
    },
    'failed-events': {
      metric: own({ service, metricName: 'FailedEvents', statistic: Stats.SUM }),
      above: 0,
      periods: 3,
      description: 'Changes have failed for 15 minutes and are tried again; the log names the distributions',
    },
    'oldest-event': {
      metric: own({ service, metricName: 'OldestEventAge', statistic: Stats.MAXIMUM }),
      above: 900,
      description: 'A change has waited for more than 15 minutes until its paths were dropped',
    },
    'unmapped-events': {
      metric: own({ service, metricName: 'UnmappedEvents', statistic: Stats.SUM }),
      above: 0,
      description: 'A bucket tells of changes that no site has; the log names it',
    },
  };
}

interface OwnMetric {
  readonly service: string;
  readonly metricName: string;
  readonly statistic: string;
}

/** As the Lambda writes it: its README, "Metrics". */
function own({ service, metricName, statistic }: OwnMetric): IMetric {
  const dimensionsMap = { service };
  return new Metric({ namespace: 'Kmscrypt', metricName, dimensionsMap, statistic, period: PERIOD });
}
