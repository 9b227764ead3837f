import { createTelemetry, type Logger } from '@kmscrypt/lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { logDeliver, logPossibleDoubles } from '../../src/log-deliver.ts';
import { recordDeliver, recordPossibleDoubles } from '../../src/record-deliver.ts';
import {
  BROKEN,
  changeOf,
  deliveryIn,
  delivering,
  messageOf,
  REFUSED,
  type Scripted,
  subjectOf,
} from '../support/delivering.ts';

interface Emf {
  readonly [name: string]: unknown;
  readonly service: string;
  readonly destination?: string;
}

beforeEach(() => {
  // Powertools then writes by the console that tests can listen to.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What is written while something is done. */
function written(doing: (metrics: ReturnType<typeof createTelemetry>['metrics']) => void): readonly Emf[] {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const { metrics } = createTelemetry('alarm-fanout');
  doing(metrics);
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return log.mock.calls.map(([line]) => JSON.parse(String(line)) as Emf);
}

const ANSWERS: Readonly<Record<string, Scripted>> = {
  broken: BROKEN,
  refused: REFUSED,
  withheld: { withheld: 'so' },
};

/** A batch in which there is something of everything. */
async function mixed() {
  const chat = delivering({
    rules: { late: 'skip' },
    answer: ({ subject }) => {
      const name = Object.keys(ANSWERS).find((each) => subject === subjectOf(each));
      return ANSWERS[name ?? ''] ?? {};
    },
  });
  await chat.run(changeOf('told'));
  chat.time = 30_000;
  const graph = {
    ...deliveryIn(changeOf('told')),
    key: 'g',
    content: { type: 'graph', title: '', png: 'AAAA' },
  };
  return chat.run(
    changeOf('told'),
    changeOf('told', { at: -9 }),
    changeOf('broken'),
    changeOf('broken', { at: 1 }),
    changeOf('refused'),
    changeOf('withheld'),
    changeOf('sent', { handedOver: 20 }),
    messageOf(graph, { id: 'graph' }),
    messageOf({ hello: 'world' }, { id: 'foreign' }),
  );
}

it('counts what became of a batch, and by destination what operators have to see', async () => {
  const report = await mixed();
  const [failures, deadLetters, all, ...more] = written((metrics) => recordDeliver(report, metrics));
  expect(more).toEqual([]);
  expect(all).toMatchObject({
    service: 'alarm-fanout',
    Sent: 1,
    Grouped: 0,
    Digests: 0,
    Superseded: 1,
    Withheld: 1,
    DroppedGraphs: 1,
    Repeats: 1,
    Refused: 1,
    GaveUp: 0,
    DeadLetters: 2,
    Failures: 1,
    Later: 1,
    ForeignMessages: 1,
    DeliveryAge: 10,
  });
  expect(all).not.toHaveProperty('destination');
  expect(failures).toMatchObject({ destination: 'chat', Failures: 1, service: 'alarm-fanout' });
  expect(deadLetters).toMatchObject({ destination: 'chat', DeadLetters: 1 });
});

it('counts possible doubles at once, in all and by destination', () => {
  const lines = written((metrics) => recordPossibleDoubles('chat', 3, metrics));
  expect(lines.slice(0, 2)).toMatchObject([
    { PossibleDoubles: 3 },
    { PossibleDoubles: 3, destination: 'chat' },
  ]);
});

it('logs what became of it, and nothing of what it was', async () => {
  const lines: unknown[][] = [];
  const log = (...line: unknown[]): void => void lines.push(line);
  const logger: Logger = { info: log, warn: log, error: log };
  logDeliver(await mixed(), logger);
  logPossibleDoubles('chat', 2, logger);
  const texts = lines.map((line) => JSON.stringify(line));
  expect(texts).toEqual([
    expect.stringMatching(/"delivered".*"repeat":1.*"sent":1/),
    expect.stringMatching(/"not sent".*"there is no message that it belongs to","count":1/),
    expect.stringMatching(/"not sent".*"so","count":1/),
    expect.stringMatching(/"put into the dead-letter queue".*alarm:refused.*answered 404/),
    expect.stringMatching(/"a message is no delivery of ours".*"isParked":true/),
    expect.stringMatching(/"changes":2/),
  ]);
  for (const text of texts) expect(text).not.toMatch(/Threshold Crossed|https?:|world/);
});
