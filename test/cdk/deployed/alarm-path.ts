import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { configSchema, type Config, type ConfigInput } from '../../../cdk/src/config/schema.ts';
import { namesOf } from '../../../cdk/src/names.ts';
import { setAlarm } from '../../support/alarm-chain.ts';
import type { AlarmReceivers } from '../../support/alarm-receivers.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { logOf } from '../../support/cdk/function-log.ts';
import { refusedIn } from '../../support/ministack/policy.ts';

const PARAMETER = '/alarms/webhook-secret';
/** In milliseconds, from an alarm to its message. */
const PATIENCE = 30_000;

/** The config, whose destination `chat` is a receiver on the loopback. */
export function tellingChat(config: Config, to: AlarmReceivers): Config {
  const { fanout, watch } = config.alarms ?? { fanout: {}, watch: { email: '' } };
  const chat = { ...to.destinations.hook, secrets: [`ssm::${PARAMETER}`] };
  const destinations = { ...(fanout['destinations'] as object), chat };
  return configSchema.parse({
    ...config,
    alarms: { watch, fanout: { ...fanout, destinations } },
  } satisfies ConfigInput);
}

/**
 * Puts the secret of the destination. At once after the deployment: its first alarms may be those of metrics that nobody has written yet, and
 * messages that cannot be sent are tried again later each time.
 */
export async function putChatSecret(deployment: Deployment, to: AlarmReceivers): Promise<void> {
  const { ssm } = deployment.clients(placeOf(deployment.config, 'shared-services'));
  const [Value] = to.destinations.hook['secrets'] as readonly string[];
  await ssm.send(
    new PutParameterCommand({ Name: PARAMETER, Value, Type: 'SecureString', KeyId: 'alias/cmk-mgmt' }),
  );
}

export function describeAlarmPath(deployment: () => Deployment, receivers: () => AlarmReceivers): void {
  const clientsIn = (name: string): AccountClients =>
    deployment().clients(placeOf(deployment().config, name));
  const told = (alarm: string): readonly Readonly<Record<string, unknown>>[] =>
    receivers()
      .hook.received.map(({ data }) => data)
      .filter(({ subject }) => String(subject).includes(alarm));

  /** Sets an alarm of an account off, and waits until somebody is told. */
  async function setOff(account: string, alarm: string, isAction: boolean): Promise<string> {
    const clients = clientsIn(account);
    const { alarmTopic, fanout } = namesOf(deployment().config);
    const topic = `arn:aws:sns:${clients.region}:${clients.account}:${alarmTopic}`;
    const metric = { Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent', Statistic: 'Sum' } as const;
    const rule = {
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    } as const;
    const AlarmActions = isAction ? [topic] : [];
    await clients.cloudwatch.send(
      new PutMetricAlarmCommand({ AlarmName: alarm, ...metric, ...rule, AlarmActions }),
    );
    await setAlarm(clients, alarm, 'ALARM');
    for (const end = Date.now() + PATIENCE; Date.now() < end && told(alarm).length === 0; await delay(200));
    const shared = clientsIn('shared-services');
    return `${await logOf(shared, `${fanout}-ingest`)}\n${await logOf(shared, `${fanout}-deliver`)}`;
  }

  /** Turns all rules of an account off, or on again, by which alarms are forwarded. */
  async function forward(account: string, isOn: boolean): Promise<void> {
    const { events } = clientsIn(account);
    const NamePrefix = namesOf(deployment().config).alarmBus;
    const { Rules: rules = [] } = await events.send(new ListRulesCommand({ NamePrefix }));
    const Command = isOn ? EnableRuleCommand : DisableRuleCommand;
    for (const { Name } of rules) await events.send(new Command({ Name }));
    expect(rules.length).toBeGreaterThan(0);
  }

  describe('an alarm', () => {
    it.each([
      { account: 'stage', by: 'topic and event', isAction: true, isForwarded: true },
      { account: 'stage', by: 'event alone', isAction: false, isForwarded: true },
      { account: 'stage', by: 'topic alone', isAction: true, isForwarded: false },
      { account: 'logs', by: 'topic alone', isAction: true, isForwarded: false },
      { account: 'shared-services', by: 'topic and event', isAction: true, isForwarded: true },
      { account: 'shared-services', by: 'topic alone', isAction: true, isForwarded: false },
    ])('of $account is told once, by $by', async ({ account, by, isAction, isForwarded }) => {
      const alarm = `${account}-by-${by.replaceAll(' ', '-')}`;
      if (!isForwarded) await forward(account, false);
      const log = await setOff(account, alarm, isAction);
      if (!isForwarded) await forward(account, true);
      expect(refusedIn(log), log).toEqual([]);
      expect(told(alarm), log).toMatchObject([
        { account: { id: clientsIn(account).account }, state: 'ALARM' },
      ]);
      expect(receivers().problems()).toEqual([]);
    });
  });
}
