import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { doAlarmActions } from '../support/alarm-actions.ts';
import { type AlarmWiring, createAlarm, createAlarmWiring, setAlarm } from '../support/alarm-chain.ts';
import { type AlarmReceivers, SECRETS, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { drain } from '../support/event-source-mapping.ts';
import { lambdaBehind, type LambdaBehindQueue, metricOf } from '../support/lambda-behind-queue.ts';
import { clientsAt } from '../support/lambda-clients.ts';
import { countMessages, type Queue } from '../support/lambda-queue.ts';

// An alarm of moto's CloudWatch, by way of moto's topic and queues through both built bundles to five receivers over https.

const NAME = 'alarm-fanout';
const endpoint = inject('endpoint');
const ACCOUNT = '123456789012';
const clients = clientsAt(endpoint, { region: 'us-east-1', account: ACCOUNT });
const PATIENCE = 240_000;
const DESTINATIONS = ['chat', 'teams', 'oncall', 'jira', 'hook'] as const;

describe.skipIf(endpoint === '')('alarm-fanout in moto', { timeout: PATIENCE }, () => {
  const name = `alarms-${randomUUID().slice(0, 8)}`;
  const alarm = `${name}-5xx`;
  const subject = `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${alarm}`;
  let wiring: AlarmWiring;
  let to: AlarmReceivers;
  let ingest: LambdaBehindQueue;
  let lanes: readonly LambdaBehindQueue[];

  beforeAll(async () => {
    to = await startAlarmReceivers();
    wiring = await createAlarmWiring(clients, DESTINATIONS, name);
    const config = {
      destinations: to.destinations,
      routes: [{ match: { severity: ['critical'] }, to: DESTINATIONS }],
      fallback: ['hook'],
      queues: `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}-`,
      table: name,
      graphs: false,
    };
    const behind = (queue: Queue, handler: string): LambdaBehindQueue =>
      lambdaBehind(clients, queue, { name: NAME, handler, endpoint, config, batch: { batchSize: 10 } });
    ingest = behind(wiring.queue, 'ingest');
    lanes = [...wiring.lanes.values()].map(({ queue }) => behind(queue, 'deliver'));
    await createAlarm(clients, alarm, wiring.topic);
  });
  afterAll(async () => to?.[Symbol.asyncDispose]());

  async function change(state: 'ALARM' | 'OK'): Promise<void> {
    await setAlarm(clients, alarm, state);
    await doAlarmActions(clients, alarm);
    // SNS may deliver twice.
    await doAlarmActions(clients, alarm);
  }

  async function deliver(): Promise<string> {
    await drain(ingest.mapping);
    for (const { mapping } of lanes) await drain(mapping);
    return [ingest, ...lanes].flatMap(({ runs }) => runs.map(({ stderr }) => stderr)).join('\n');
  }

  it('ALARM and OK arrive once at each of five receivers, and resolve what ALARM opened', async () => {
    await change('ALARM');
    const log = await deliver();
    expect(to.problems(), log).toEqual([]);
    expect(to.chat.messages, log).toHaveLength(1);
    expect(to.teams.cards).toHaveLength(1);
    expect(to.oncall.alerts).toMatchObject([
      { key: subject, state: 'triggered', severity: 'critical', events: 1 },
    ]);
    expect(to.jira.alerts).toMatchObject([{ alias: subject, status: 'open', count: 1, priority: 'P1' }]);
    expect(to.hook.received).toMatchObject([{ data: { name: alarm, state: 'ALARM' } }]);

    await change('OK');
    const after = await deliver();
    expect(to.problems(), after).toEqual([]);
    // The first message says that it is over, and a reply says when.
    const [first, reply] = to.chat.messages;
    expect([first?.edits, reply?.threadTs]).toEqual([1, first?.ts]);
    expect(to.chat.messages).toHaveLength(2);
    expect(to.teams.cards).toHaveLength(2);
    expect(to.oncall.alerts).toMatchObject([{ state: 'resolved', events: 2 }]);
    expect(to.jira.alerts).toMatchObject([{ status: 'closed', count: 1 }]);
    expect(to.hook.received.map(({ data }) => data['state'])).toEqual(['ALARM', 'OK']);
    expect(to.hook.repeats).toBe(0);
  });

  it('leaves nothing in any queue, and no secret in a log', async () => {
    const log = await deliver();
    const queues = [wiring, ...wiring.lanes.values()].flatMap(({ queue, deadLetters }) => [
      queue,
      deadLetters,
    ]);
    expect(await Promise.all(queues.map((queue) => countMessages(clients, queue)))).toEqual(
      queues.map(() => 0),
    );
    expect(SECRETS.filter((secret) => log.includes(secret))).toEqual([]);
    expect(
      metricOf(
        lanes.flatMap(({ runs }) => runs),
        'Sent',
      ),
    ).toBe(10);
  });
});
