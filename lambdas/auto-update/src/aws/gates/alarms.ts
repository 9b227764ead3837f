import type { AlarmType, DescribeAlarmsCommandInput } from '@aws-sdk/client-cloudwatch';
import { KmscryptError } from '@kmscrypt/core/error';
import { allPages } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';
import { isOfUpdater } from './is-of-updater.ts';

export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly isFiring: boolean;
  /** It is on what an updater says of itself. */
  readonly isOfUpdater: boolean;
}

/** The most of DescribeAlarms (Amazon CloudWatch API reference). */
const PAGE = 100;
/** Without them metric alarms alone are described. */
const TYPES: readonly AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];

/** Alarms of every type, all pages. */
export async function alarmsBy(
  calls: AwsCalls,
  wanted: Pick<DescribeAlarmsCommandInput, 'AlarmNames' | 'StateValue'>,
  signal: AbortSignal,
): Promise<readonly Alarm[]> {
  try {
    return await alarmsOfTypes(calls, { ...wanted, AlarmTypes: [...TYPES, 'LogAlarm'] }, signal);
  } catch (error) {
    // Where there are no log alarms yet, their name is refused.
    if (!(error instanceof KmscryptError && error.code === 'INVALID_OPTION')) throw error;
    return alarmsOfTypes(calls, { ...wanted, AlarmTypes: [...TYPES] }, signal);
  }
}

async function alarmsOfTypes(
  calls: AwsCalls,
  wanted: DescribeAlarmsCommandInput,
  signal: AbortSignal,
): Promise<readonly Alarm[]> {
  const alarms = await allPages('CloudWatch DescribeAlarms', async (from) => {
    const answer = await calls.describeAlarms({ ...wanted, MaxRecords: PAGE, NextToken: from }, signal);
    const { MetricAlarms, CompositeAlarms, LogAlarms } = answer;
    const lists = [MetricAlarms, CompositeAlarms, LogAlarms].filter((list) => list !== undefined);
    return { items: lists.length === 0 ? undefined : lists.flat(), next: answer.NextToken };
  });
  return alarms.map((alarm) => {
    const { AlarmName: name, AlarmArn: arn = '', StateValue: state } = alarm;
    if (name === undefined)
      throw new KmscryptError('AWS_FAILED', 'CloudWatch DescribeAlarms gave an alarm without a name');
    return { name, arn, isFiring: state === 'ALARM', isOfUpdater: isOfUpdater(alarm) };
  });
}
