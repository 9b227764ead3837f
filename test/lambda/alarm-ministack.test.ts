import { CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AlarmFunctions,
  type AlarmWiring,
  createAlarm,
  createAlarmFunctions,
  createAlarmWiring,
  setAlarm,
} from '../support/alarm-chain.ts';
import { type AlarmReceivers, startAlarmReceivers } from '../support/alarm-receivers.ts';
import { type Clients, clientsAt } from '../support/lambda-clients.ts';
import { actionsOf, type LambdaReadme, readLambdaReadme, without } from '../support/lambda-readme.ts';
import { findMinistack, isLacking } from '../support/ministack/find.ts';
import { refusedIn, translated } from '../support/ministack/policy.ts';
import { type Ministack, startMinistack } from '../support/ministack/start.ts';
import { type Handler, NOT_CHECKED, ROWS } from './alarm-policy.ts';

// The chain of the README in an emulator that runs both bundles, does the actions of alarms and asks IAM, with exactly the README's
// policies, config and names; receivers are on the loopback instead of Slack and PagerDuty.

const NAME = 'alarm-fanout';
const DIST = join(import.meta.dirname, '..', '..', 'lambdas', NAME, 'dist');
const README: Readonly<Record<Handler, LambdaReadme>> = {
  ingest: readLambdaReadme(NAME, { handler: 'ingest' }),
  deliver: readLambdaReadme(NAME, { handler: 'deliver' }),
};
const HANDLERS = ['ingest', 'deliver'] as const;
/** Statements that cannot be checked at all. */
const FREE: ReadonlySet<string> = new Set(['Logs', 'Queue', 'Queues', 'Graphs']);
/** Required for one destination, or for what it refuses: the others are told nevertheless. */
const BESIDE: ReadonlySet<string> = new Set(['Mail', 'PutAside']);
/** In milliseconds, from an alarm to its message. */
const PATIENCE = 20_000;

describe('the rows of alarm-policy.ts', () => {
  it.each(HANDLERS)('take every statement of %s out, and those that are required make it fail', (handler) => {
    const { policy, needs } = README[handler];
    for (const { Sid: sid } of policy.Statement) {
      const rows = ROWS.filter((row) => row.handler === handler && row.gone.includes(sid));
      const isFree = rows.every(({ refused }) => refused.length === 0);
      expect([sid, rows.length > 0, isFree], sid).toEqual([sid, true, FREE.has(sid)]);
      const isNeeded = needs.get(sid)?.startsWith('required') && !(FREE.has(sid) || BESIDE.has(sid));
      expect([sid, rows.every(({ isTold }) => isTold)]).toEqual([sid, !isNeeded]);
    }
  });

  it.each(HANDLERS)('have every action of %s refused at least once', (handler) => {
    const own = ROWS.filter((row) => row.handler === handler);
    const refused = own.flatMap((row) => row.refused.map((action) => action.replace(/Batch$/, '')));
    const { policy } = README[handler];
    const free = policy.Statement.flatMap(({ Sid: sid }) => NOT_CHECKED[sid] ?? []);
    // The batches of SQS are allowed by the actions for one message.
    const known = new Set([...refused, ...free]);
    expect(policy.Statement.flatMap(actionsOf).filter((action) => !known.has(action))).toEqual([]);
  });
});

const found = findMinistack();

describe.skipIf(isLacking(found))('alarm-fanout in ministack', () => {
  let ministack: Ministack | undefined;
  let clients: Clients;
  let wiring: AlarmWiring;
  let functions: AlarmFunctions;
  let to: AlarmReceivers;
  let used: Readonly<Record<string, unknown>> = {};
  const lines = { ingest: 0, deliver: 0 };

  beforeAll(async () => {
    ministack = await startMinistack('command' in found ? found.command : '');
    clients = clientsAt(ministack.endpoint, { region: 'us-east-1', account: '111122223333' });
    to = await startAlarmReceivers({ host: '127.0.0.2' });
    const { destinations, ...config } = README.ingest.config;
    const { chat, oncall } = to.destinations;
    const secrets = { '/alarms/slack-token': chat['token'], '/alarms/pagerduty-key': oncall['routingKey'] };
    for (const [Name, Value] of Object.entries(secrets)) {
      await clients.ssm.send(new PutParameterCommand({ Name, Value: String(Value), Type: 'SecureString' }));
    }
    await clients.ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'alarms@example.com' }));
    const own = destinations as Readonly<Record<string, object>>;
    wiring = await createAlarmWiring(clients, Object.keys(own));
    used = {
      ...config,
      destinations: {
        chat: { ...chat, ...own['chat'] },
        oncall: { ...oncall, ...own['oncall'] },
        mail: { ...own['mail'], storm: false },
      },
      routes: [{ match: { severity: ['critical'] }, to: Object.keys(own) }],
    };
    functions = await createAlarmFunctions(clients, wiring, { dist: DIST, config: used });
  });
  afterAll(async () => {
    await to?.[Symbol.asyncDispose]();
    await ministack?.[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    const queues = [wiring.queue, ...[...wiring.lanes.values()].map(({ queue }) => queue)];
    for (const { url: QueueUrl } of queues) await clients.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });

  async function allow(
    policies: Partial<Readonly<Record<Handler, LambdaReadme['policy']>>> = {},
  ): Promise<void> {
    for (const handler of HANDLERS) {
      await functions[handler].allow(translated(policies[handler] ?? README[handler].policy));
    }
  }

  /** What both functions have logged since it was last asked. */
  async function newLog(): Promise<string> {
    const all: string[] = [];
    for (const handler of HANDLERS) all.push(...(await functions[handler].log()).slice(lines[handler]));
    return all.join('\n');
  }

  /** Sets an alarm of its own off, and waits until this is so. */
  async function setOff(name: string, until: (log: string) => boolean): Promise<string> {
    for (const handler of HANDLERS) lines[handler] = (await functions[handler].log()).length;
    await createAlarm(clients, name, wiring.topic);
    await setAlarm(clients, name, 'ALARM');
    let log = '';
    for (const end = Date.now() + PATIENCE; Date.now() < end && !until(log); await delay(200))
      log = await newLog();
    return log;
  }

  const isTold = (name: string): boolean =>
    to.chat.messages.some(({ content }) => JSON.stringify(content).includes(name));

  it('works with exactly the policies of the README', async () => {
    await allow();
    const sent = (log: string): number => log.split('"Sent":1').length - 1;
    const log = await setOff('exactly', (text) => isTold('exactly') && sent(text) >= 3);
    expect(to.problems(), log).toEqual([]);
    expect([isTold('exactly'), to.oncall.alerts.length], log).toEqual([true, 1]);
    expect(refusedIn(log), log).toEqual([]);
    await setAlarm(clients, 'exactly', 'OK');
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(200)) {
      if (to.oncall.alerts[0]?.state === 'resolved') break;
    }
    expect(to.oncall.alerts).toMatchObject([{ state: 'resolved', events: 2 }]);
  });

  it.each(ROWS)(
    'without $name: told is $isTold',
    async ({ name, handler, gone, refused, isTold: expected }) => {
      await allow({ [handler]: without(README[handler].policy, gone) });
      // New processes have opened no secret, and remember no refusal.
      for (const each of HANDLERS) await functions[each].configure(used);
      const alarm = `row-${ROWS.findIndex((row) => row.name === name)}-x`;
      const isOver = (text: string): boolean =>
        refused.every((action) => refusedIn(text).includes(action)) && isTold(alarm) === expected;
      const log = await setOff(alarm, isOver);
      expect(refusedIn(log), log).toEqual(refused.toSorted());
      expect(isTold(alarm), log).toBe(expected);
    },
  );
});
