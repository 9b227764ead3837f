import type { AwsCalls } from '../../../src/aws/calls.ts';
import { checkLength, pageOf } from './page.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

const ARN = 'arn:aws:cloudwatch:eu-central-1:111111111111:alarm:';

/** Alarms of CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function alarmCalls(world: World): Pick<AwsCalls, 'describeAlarms' | 'listTagsForResource'> {
  return {
    async describeAlarms({ AlarmNames, AlarmNamePrefix, StateValue, MaxRecords, NextToken }) {
      checkLength(AlarmNames, 100, 'ValidationError');
      if (AlarmNames !== undefined && AlarmNamePrefix !== undefined)
        throw refusal('InvalidParameterCombination', 'AlarmNamePrefix goes not with AlarmNames');
      const found = [...world.alarms.values()].filter(
        ({ name, state }) =>
          (AlarmNames === undefined || AlarmNames.includes(name)) &&
          name.startsWith(AlarmNamePrefix ?? '') &&
          (StateValue === undefined || state === StateValue),
      );
      const { items, next } = pageOf(found, {
        most: MaxRecords,
        token: NextToken,
        from: 1,
        to: 100,
        usual: 50,
        refused: 'ValidationError',
        badToken: 'InvalidNextToken',
      });
      return {
        MetricAlarms: items.map(({ name, state }) => ({
          AlarmName: name,
          AlarmArn: `${ARN}${name}`,
          StateValue: state,
        })),
        CompositeAlarms: [],
        NextToken: next,
      };
    },
    async listTagsForResource({ ResourceARN = '' }) {
      const alarm = ResourceARN.startsWith(ARN) ? world.alarms.get(ResourceARN.slice(ARN.length)) : undefined;
      if (alarm === undefined) throw refusal('ResourceNotFoundException', `no ${ResourceARN}`, 404);
      return { Tags: Object.entries(alarm.tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}
