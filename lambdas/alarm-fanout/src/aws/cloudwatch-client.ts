import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  ListAlarmMuteRulesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';

/** What the reader asks of CloudWatch in one region; a page each. Rejects with the SDK's errors. */
export interface CloudWatch {
  describe(name: string, types: readonly AlarmType[], signal: AbortSignal): Promise<Described | undefined>;
  /** The alarms in a composite alarm's rule: only name, ARN and state of each. */
  children(page: Page, signal: AbortSignal): Promise<PageOf<unknown>>;
  tags(arn: string, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** ARNs of the active mute rules that are for an alarm. */
  mutes(page: Page, signal: AbortSignal): Promise<PageOf<string>>;
  /** How many changes of the state there are on the page. */
  changes(
    page: Page & { readonly from: Date; readonly until: Date },
    signal: AbortSignal,
  ): Promise<PageOf<unknown>>;
}

export type AlarmType = 'MetricAlarm' | 'CompositeAlarm' | 'LogAlarm';

export interface Described {
  readonly type: AlarmType;
  /** As the SDK has it. */
  readonly alarm: object;
}

export interface Page {
  /** Of the alarm. */
  readonly name: string;
  /** Absent for the first. */
  readonly token?: string | undefined;
}

export interface PageOf<Item> {
  readonly items: readonly Item[];
  /** Absent on the last. */
  readonly next?: string | undefined;
}

const PAGE = 100;

/**
 * CloudWatch of one region through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createCloudWatch(access: AwsAccess, region: string): Promise<CloudWatch> {
  // One attempt: retries are ours.
  const client = new CloudWatchClient({ ...(await clientConfig(access, region)), region, maxAttempts: 1 });
  return {
    describe: async (name, types, abortSignal) => {
      const command = new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: [...types] });
      const { MetricAlarms, CompositeAlarms, LogAlarms } = await client.send(command, { abortSignal });
      const found: readonly (readonly [AlarmType, object | undefined])[] = [
        ['MetricAlarm', MetricAlarms?.find(({ AlarmName }) => AlarmName === name)],
        ['CompositeAlarm', CompositeAlarms?.find(({ AlarmName }) => AlarmName === name)],
        ['LogAlarm', LogAlarms?.find(({ AlarmName }) => AlarmName === name)],
      ];
      const [described] = found.flatMap(([type, alarm]) => (alarm === undefined ? [] : [{ type, alarm }]));
      return described;
    },
    children: async ({ name, token }, abortSignal) => {
      // Together with anything else it is refused.
      const command = new DescribeAlarmsCommand({
        ChildrenOfAlarmName: name,
        MaxRecords: PAGE,
        NextToken: token,
      });
      const output = await client.send(command, { abortSignal });
      const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } = output;
      return { items: [...MetricAlarms, ...CompositeAlarms, ...LogAlarms], next: output.NextToken };
    },
    tags: async (arn, abortSignal) => {
      const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceARN: arn }), {
        abortSignal,
      });
      return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    mutes: async ({ name, token }, abortSignal) => {
      const command = new ListAlarmMuteRulesCommand({
        AlarmName: name,
        Statuses: ['ACTIVE'],
        NextToken: token,
      });
      const { AlarmMuteRuleSummaries = [], NextToken } = await client.send(command, { abortSignal });
      const active = AlarmMuteRuleSummaries.filter(({ Status = 'ACTIVE' }) => Status === 'ACTIVE');
      return { items: active.flatMap(({ AlarmMuteRuleArn }) => AlarmMuteRuleArn ?? []), next: NextToken };
    },
    changes: async ({ name, token, from, until }, abortSignal) => {
      const command = new DescribeAlarmHistoryCommand({
        AlarmName: name,
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
        HistoryItemType: 'StateUpdate',
        StartDate: from,
        EndDate: until,
        MaxRecords: PAGE,
        NextToken: token,
      });
      const { AlarmHistoryItems = [], NextToken } = await client.send(command, { abortSignal });
      return { items: AlarmHistoryItems, next: NextToken };
    },
  };
}
