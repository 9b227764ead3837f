import type { Message } from '@kmscrypt/lambda';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../src/delivery.ts';
import type { Graphs } from '../src/graph/graphs.ts';
import { ingest, type IngestInput } from '../src/ingest.ts';
import { NOON } from './support/changes.ts';
import { configOf, QUEUES, WEBHOOK } from './support/configs.ts';
import { barelyEnriched, fakeQueues, keptLogger, NO_GRAPHS } from './support/fake-ports.ts';
import { memoryStore } from './support/memory-store.ts';
import { QUEUED } from './support/queued.ts';

const ALWAYS = new AbortController().signal;
const SLACK = { type: 'slack-bot', token: 'ssm::/alarm-fanout/slack', channel: 'C0123456789' };

/** As CloudWatch publishes to SNS. */
function notification(seconds: number, changes: object = {}): object {
  return {
    AlarmName: 'cpu-high',
    AlarmArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:cpu-high',
    AWSAccountId: '111122223333',
    NewStateValue: 'ALARM',
    OldStateValue: 'OK',
    NewStateReason: 'secret reason',
    AlarmDescription: 'secret description',
    StateChangeTime: new Date(NOON + seconds * 1000).toISOString().replace('Z', '+0000'),
    Region: 'EU (Frankfurt)',
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/EC2',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Dimensions: [],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 90,
    },
    ...changes,
  };
}

function messageOf(id: string, payload: unknown, changes: Partial<Message> = {}): Message {
  return { id, receiveCount: 1, queued: QUEUED, payload, ...changes };
}

async function ran(messages: readonly Message[], input: Partial<IngestInput> = {}) {
  const queues = fakeQueues();
  const logger = keptLogger();
  const report = await ingest({
    config: configOf({ routes: [{ to: ['chat', 'page'] }] }),
    enrich: barelyEnriched,
    store: memoryStore(),
    queues,
    graphs: NO_GRAPHS,
    messages,
    signal: ALWAYS,
    now: () => new Date(NOON + 10_000),
    logger,
    ...input,
  });
  return { report, taken: queues.taken, lines: logger.lines };
}

describe('messages', () => {
  it('an alarm goes to the queue of each of its destinations', async () => {
    const { report, taken } = await ran([messageOf('1', notification(0))]);
    expect(report.outcomes).toEqual(new Map([['1', { status: 'done' }]]));
    expect(taken.map(({ queue, group }) => [queue, group])).toEqual([
      [`${QUEUES}chat.fifo`, 'chat'],
      [`${QUEUES}page.fifo`, 'page'],
    ]);
    const [first] = taken.map(({ body }) => JSON.parse(body) as Delivery);
    expect(first).toMatchObject({
      destination: 'chat',
      content: { type: 'alarm', alarm: { name: 'cpu-high' } },
    });
  });

  it('several go in the order in which they happened, the same one once', async () => {
    const { report, taken } = await ran([
      messageOf('1', notification(5, { NewStateValue: 'OK' })),
      messageOf('2', notification(0)),
      messageOf('3', notification(5, { NewStateValue: 'OK' })),
    ]);
    expect([...report.outcomes.values()].map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    const told = taken.map(({ body }) => JSON.parse(body) as Delivery);
    expect(
      told.map(({ destination, content }) => [destination, content.type === 'alarm' && content.alarm.state]),
    ).toEqual([
      ['chat', 'ALARM'],
      ['page', 'ALARM'],
      ['chat', 'OK'],
      ['page', 'OK'],
    ]);
  });

  it('what cannot be used is put aside, what tells nothing is done, and neither keeps the rest', async () => {
    const { report, taken } = await ran([
      messageOf('foreign', { hello: 'world' }),
      messageOf('unread', undefined, { problem: 'it is not JSON' }),
      messageOf('ignored', {
        source: 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm Configuration Change',
        detail: {},
      }),
      messageOf('alarm', notification(0)),
    ]);
    const statuses = [...report.outcomes].map(([id, { status }]) => [id, status]);
    expect(Object.fromEntries(statuses)).toEqual({
      foreign: 'done',
      unread: 'done',
      ignored: 'done',
      alarm: 'done',
    });
    expect([report.foreign, report.ignored, taken.length]).toEqual([2, 1, 4]);
    expect(taken.slice(2).map(({ queue, group, body }) => [queue, group, body])).toEqual([
      [`${QUEUED.queue}-dead-letters`, undefined, QUEUED.body],
      [`${QUEUED.queue}-dead-letters`, undefined, QUEUED.body],
    ]);
  });

  it('what cannot be used fails where it came by no queue', async () => {
    const { report } = await ran([messageOf('direct', { hello: 'world' }, { queued: undefined })]);
    expect(report.outcomes.get('direct')).toMatchObject({ status: 'failed' });
  });

  it('what one queue does not take comes back, and goes to all of them again', async () => {
    const store = memoryStore();
    let isBroken = true;
    const queues = fakeQueues(({ group }) => (isBroken && group === 'page' ? 'no such queue' : undefined));
    const first = await ran([messageOf('1', notification(0))], { store, queues });
    expect(first.report.outcomes.get('1')).toEqual({
      status: 'failed',
      reason: 'not handed over to page: no such queue',
      retryAfter: 5,
    });
    expect(first.report.failed).toBe(1);
    isBroken = false;
    const second = await ran([messageOf('1', notification(0), { receiveCount: 2 })], { store, queues });
    expect(second.report.outcomes.get('1')).toEqual({ status: 'done' });
    expect(queues.taken.map(({ id }) => id.split(':')[0])).toEqual(['chat', 'chat', 'page']);
    expect(new Set(queues.taken.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  });

  it('what is held back comes back when its time is over', async () => {
    const quiet = [{ name: 'q', match: {}, to: ['page'], hours: '11:00-12:30' }];
    const config = configOf({ routes: [{ to: ['chat', 'page'] }], quiet });
    const { report, taken } = await ran([messageOf('1', notification(0))], { config });
    expect(report.outcomes.get('1')).toMatchObject({ status: 'later', retryAfter: 1_790 });
    expect(taken.map(({ group }) => group)).toEqual(['chat']);
  });

  it('nothing is asked of anybody where there is nothing', async () => {
    const never = async (): Promise<never> => Promise.reject(new Error('asked'));
    const { report } = await ran([], {
      enrich: never,
      store: { get: never, put: never },
      queues: { send: never },
      graphs: { link: never, draw: never },
    });
    expect(report.outcomes.size).toBe(0);
    expect(report.oldestAge).toBeUndefined();
  });

  it('the age is that of the oldest that came for the first time', async () => {
    const { report } = await ran([
      messageOf('1', notification(0)),
      messageOf('2', notification(-50, { NewStateValue: 'OK' })),
      messageOf('3', notification(-5_000), { receiveCount: 2 }),
    ]);
    expect(report.oldestAge).toBe(60);
  });
});

describe('graphs', () => {
  const config = configOf({
    destinations: { chat: SLACK, page: WEBHOOK },
    routes: [{ to: ['chat', 'page'] }],
  });

  function fakeGraphs(
    png: string | undefined,
    link?: string,
    isPut = true,
  ): Graphs & { readonly drawn: string[] } {
    const drawn: string[] = [];
    return {
      drawn,
      link: async () => link,
      draw: async (_alarm, key) => {
        drawn.push(key);
        return png === undefined ? undefined : { png, isPut };
      },
    };
  }

  it('go where they are taken, after everything else', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=');
    const { taken, report } = await ran([messageOf('1', notification(0))], { config, graphs });
    expect(taken.map(({ group, body }) => [group, (JSON.parse(body) as Delivery).content.type])).toEqual([
      ['chat', 'alarm'],
      ['page', 'alarm'],
      ['chat', 'graph'],
    ]);
    expect(report.graphs).toEqual({ drawn: 1, failed: 0 });
  });

  it('are linked to before they are there', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=', 'https://graphs.example.com/1.png');
    const { taken } = await ran([messageOf('1', notification(0))], { graphs });
    const contents = taken.map(({ body }) => (JSON.parse(body) as Delivery).content);
    expect(contents.map((content) => content.type === 'alarm' && content.graphUrl)).toEqual([
      'https://graphs.example.com/1.png',
      'https://graphs.example.com/1.png',
    ]);
    expect(graphs.drawn).toHaveLength(1);
  });

  it.each<[name: string, payload: object, png: string | undefined, drawn: number]>([
    ['are not drawn for OK', notification(0, { NewStateValue: 'OK' }), 'iVBORw0KGgo=', 0],
    [
      'are not drawn for what is not measured',
      notification(0, { Trigger: undefined, AlarmRule: 'ALARM(a)' }),
      'iVBORw0KGgo=',
      0,
    ],
    ['that cannot be drawn stay away', notification(0), undefined, 1],
    ['that are too large stay away', notification(0), 'A'.repeat(180_004), 1],
  ])('%s', async (_name, payload, png, drawn) => {
    const graphs = fakeGraphs(png);
    const { taken, report } = await ran([messageOf('1', payload)], { config, graphs });
    expect(taken.map(({ group }) => group)).toEqual(['chat', 'page']);
    expect(graphs.drawn).toHaveLength(drawn);
    expect(report.graphs.failed).toBe(drawn);
    expect(report.outcomes.get('1')).toEqual({ status: 'done' });
  });

  it('do not go where their alarm is not', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=');
    const queues = fakeQueues(({ group }) => (group === 'chat' ? 'no' : undefined));
    await ran([messageOf('1', notification(0))], { config, graphs, queues });
    expect(graphs.drawn).toEqual([]);
  });

  it('that nobody would see are not drawn', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=');
    await ran([messageOf('1', notification(0))], { graphs });
    expect(graphs.drawn).toEqual([]);
  });

  it('that come into no queue fail no message', async () => {
    const queues = fakeQueues(({ body }) => (body.includes('"graph"') ? 'no' : undefined));
    const { report } = await ran([messageOf('1', notification(0))], {
      config,
      queues,
      graphs: fakeGraphs('iVBORw0KGgo='),
    });
    expect(report.outcomes.get('1')).toEqual({ status: 'done' });
    expect(report.graphs).toEqual({ drawn: 1, failed: 1 });
  });

  it('that come into no bucket go where they are taken', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=', undefined, false);
    const { taken, report } = await ran([messageOf('1', notification(0))], { config, graphs });
    expect(taken.map(({ group }) => group)).toEqual(['chat', 'page', 'chat']);
    expect(report.graphs).toEqual({ drawn: 1, failed: 1 });
  });

  it('are not begun when the time is up', async () => {
    const graphs = fakeGraphs('iVBORw0KGgo=');
    const { report } = await ran([messageOf('1', notification(0))], {
      config,
      graphs,
      signal: AbortSignal.abort(),
    });
    expect(graphs.drawn).toEqual([]);
    expect(report.outcomes.get('1')).toEqual({ status: 'done' });
  });
});

it('logs names, states and destinations, and nothing of what an alarm says', async () => {
  const { lines } = await ran([
    messageOf('1', notification(0)),
    messageOf('2', {
      kind: 'kmscrypt.notice',
      source: 'auto-update',
      title: 'secret title',
      text: 'secret text',
      severity: 'info',
      key: '1',
      status: 'event',
      at: '2026-11-21T12:00:01Z',
      account: '111122223333',
      region: 'eu-central-1',
    }),
  ]);
  expect(lines).toMatchObject([
    [
      'info',
      'decided',
      { alarm: 'cpu-high', state: 'ALARM', severity: 'error', told: ['chat', 'page'], messageId: '1' },
    ],
    ['info', 'decided', { notice: 'auto-update', state: 'event', told: ['chat', 'page'], messageId: '2' }],
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});
