import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Clients } from './lambda-clients.ts';

/**
 * Does what moto leaves out: tells an alarm's topics of the state that it is in, as CloudWatch does.
 * Source: Amazon CloudWatch User Guide, "Notifying users on alarm changes".
 */
export async function doAlarmActions(clients: Clients, name: string): Promise<void> {
  const { cloudwatch, sns, account } = clients;
  const { MetricAlarms: alarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name] }),
  );
  const [alarm] = alarms;
  if (alarm === undefined) throw new Error(`there is no alarm ${name}`);
  const { StateValue: state = '', StateUpdatedTimestamp: at = new Date() } = alarm;
  const actions = new Map([
    ['ALARM', alarm.AlarmActions],
    ['OK', alarm.OKActions],
    ['INSUFFICIENT_DATA', alarm.InsufficientDataActions],
  ]).get(state);
  const message = {
    AlarmName: name,
    AlarmDescription: alarm.AlarmDescription,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: timeOf(alarm.AlarmConfigurationUpdatedTimestamp ?? at),
    NewStateValue: state,
    NewStateReason: alarm.StateReason,
    StateChangeTime: timeOf(at),
    Region: 'US East (N. Virginia)',
    AlarmArn: alarm.AlarmArn,
    OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: alarm.OKActions,
    AlarmActions: alarm.AlarmActions,
    InsufficientDataActions: alarm.InsufficientDataActions,
    Trigger: {
      MetricName: alarm.MetricName,
      Namespace: alarm.Namespace,
      StatisticType: 'Statistic',
      Statistic: alarm.Statistic?.toUpperCase(),
      Unit: null,
      Dimensions: alarm.Dimensions?.map(({ Name, Value }) => ({ name: Name, value: Value })),
      Period: alarm.Period,
      EvaluationPeriods: alarm.EvaluationPeriods,
      ComparisonOperator: alarm.ComparisonOperator,
      Threshold: alarm.Threshold,
      TreatMissingData: 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  };
  for (const TopicArn of actions ?? []) {
    await sns.send(
      new PublishCommand({ TopicArn, Subject: `${state}: "${name}"`, Message: JSON.stringify(message) }),
    );
  }
}

/** CloudWatch writes no Z. */
function timeOf(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
