import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAlarm, setAlarm } from '../support/alarm-chain.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { canDeploy, deploy } from '../support/deploy-commands.ts';
import { type Clients, clientsAt } from '../support/lambda-clients.ts';
import { bodiesIn, createQueue } from '../support/lambda-queue.ts';
import { readLambdaReadme } from '../support/lambda-readme.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { translated } from '../support/ministack/policy.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// The commands of the README by which the Lambdas are deployed by hand, as they stand there, with the AWS CLI in ministack.

const NAME = 'alarm-fanout';
const LAMBDA = join(import.meta.dirname, '..', '..', 'lambdas', NAME);
const ACCOUNT = '111122223333';
const found = findMinistack();
/** In milliseconds, until the alarm has come through. */
const PATIENCE = 90_000;

describe.skipIf(!canDeploy || isLacking(found))('deployed by the commands of the README', () => {
  const folder = makeFolder();
  let ministack: Ministack | undefined;
  let clients: Clients;
  let to: AlarmReceivers;

  beforeAll(async () => {
    if (!('command' in found)) return;
    ministack = await startMinistack(found.command);
    clients = clientsAt(ministack.endpoint, { region: 'us-east-1', account: ACCOUNT });
    to = await startAlarmReceivers({ host: '127.0.0.2' });
  });
  afterAll(async () => {
    await to?.[Symbol.asyncDispose]();
    await ministack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'an alarm reaches its receivers, and those of the second path have an address',
    { timeout: 2 * PATIENCE },
    async () => {
      for (const handler of ['ingest', 'deliver']) {
        const { policy } = readLambdaReadme(NAME, { handler });
        writeFileSync(join(folder, `${handler}-policy.json`), JSON.stringify(translated(policy)));
      }
      writeFileSync(join(folder, 'config.json'), JSON.stringify(await config()));
      cpSync(join(LAMBDA, 'dist'), join(folder, 'dist'), { recursive: true });
      const endpoint = ministack?.endpoint ?? '';
      const { status, stderr } = deploy(NAME, { folder, endpoint, account: ACCOUNT });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

      await createAlarm(clients, 'deployed-5xx', `arn:aws:sns:us-east-1:${ACCOUNT}:${NAME}`);
      await setAlarm(clients, 'deployed-5xx', 'ALARM');
      for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(500)) {
        if (to.oncall.alerts.length > 0 && to.chat.messages.length > 0) break;
      }
      expect([to.oncall.alerts.length, to.chat.messages.length, to.problems()]).toEqual([1, 1, []]);
      await watches();
    },
  );

  /** The README's, with receivers on the loopback. */
  async function config(): Promise<Readonly<Record<string, unknown>>> {
    const { config: written } = readLambdaReadme(NAME, { handler: 'ingest' });
    const { chat, oncall } = to.destinations;
    const secrets = { '/alarms/slack-token': chat['token'], '/alarms/pagerduty-key': oncall['routingKey'] };
    for (const [Name, Value] of Object.entries(secrets)) {
      await clients.ssm.send(new PutParameterCommand({ Name, Value: String(Value), Type: 'SecureString' }));
    }
    const own = written['destinations'] as Readonly<Record<string, object>>;
    const destinations = {
      ...own,
      chat: { ...chat, ...own['chat'] },
      oncall: { ...oncall, ...own['oncall'] },
    };
    return { ...written, destinations };
  }

  /** Every queue, both functions and what ingest cannot do have alarms, which tell a topic of their own. */
  async function watches(): Promise<void> {
    const { MetricAlarms: alarms = [] } = await clients.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: `${NAME}-watch` }),
    );
    const watched = alarms.map(({ Dimensions: dimensions = [] }) => dimensions[0]?.Value ?? '').toSorted();
    expect(watched).toEqual(
      [
        ...['chat', 'mail', 'oncall'].flatMap((name) => [
          `alarm-fanout-${name}-dead-letters.fifo`,
          `alarm-fanout-${name}.fifo`,
        ]),
        'alarm-fanout',
        'alarm-fanout',
        'alarm-fanout-dead-letters',
        'alarm-fanout-deliver',
        'alarm-fanout-ingest',
      ].toSorted(),
    );
    const anyone = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
    const mailbox = await createQueue(clients, 'mailbox', {
      Policy: JSON.stringify({ Statement: [anyone] }),
    });
    const topic = `arn:aws:sns:us-east-1:${ACCOUNT}:${NAME}-watch`;
    await clients.sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: mailbox.arn }));
    const [first] = alarms;
    await setAlarm(clients, first?.AlarmName ?? '', 'ALARM');
    expect(await bodiesIn(clients, mailbox)).toHaveLength(1);
  }
});
