import { batchOf, OBJECT_CREATED, TEST_EVENT } from '../lambda/batch.ts';
import { buildFunction, copyLambda } from '../lambda/build.ts';
import { runtimeClient } from '../lambda/runtime-client.ts';
import { startLambda } from '../lambda/start.ts';
import { missing } from '../peers.ts';
import type { Env, Stage } from '../stage.ts';
import type { Table } from '../table.ts';
import { type Comparison, raceTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const TITLE = "Start of a Lambda under AWS's runtime client";
const BARE = 'bare handler';
const BARE_ANSWER = `${BARE}, answer`;
/** Of the bare handler. */
const AT_MOST = 2.5;

const CONFIG = { sites: [{ bucket: 'example-site', distributions: ['E2EXAMPLE'] }] };

const FANOUT_CONFIG = {
  destinations: {
    chat: { type: 'slack-webhook', url: 'ssm::/alarms/slack-url' },
    oncall: { type: 'pagerduty', routingKey: 'ssm::/alarms/pagerduty-key' },
  },
  routes: [{ match: { severity: ['critical'] }, to: ['oncall', 'chat'] }],
  fallback: ['chat'],
  queues: 'arn:aws:sqs:us-east-1:111122223333:alarm-fanout-',
  table: 'alarm-fanout',
};

const UPDATE_CONFIG = {
  environment: 'prod',
  table: 'auto-update',
  document: 'auto-update',
  fleets: { web: { mode: 'in-place', tags: { role: 'web' } } },
};

interface Row {
  readonly name: string;
  readonly folder: string;
  readonly bundle?: string;
  readonly until: 'ready' | 'answered';
  readonly env?: Env;
  /** What the queue's one message holds. */
  readonly body?: unknown;
  readonly compare?: readonly Comparison[];
}

/** How long a Lambda takes to start, and to answer for the batch that it was started for. */
export const lambdaStart: Suite = {
  name: 'lambda-start',
  async run(stage) {
    const client = runtimeClient();
    if ('missing' in client) return withoutClient(missing(client));
    const rows = await rowsOf(stage);
    const table = await raceTable(stage, {
      title: TITLE,
      notes: [
        'from before the process to when it asks for its first event (/next), or has answered it: a batch of one message',
        'bare, middy, Powertools: lambda-….ts in test/bench/bare, bundled as ours; CloudFront is asked over http, so there is no TLS',
      ],
      runs: 21,
      entries: rows.map((row) => ({ ...row, run: () => timeOf(stage, client.argv, row) })),
    });
    const { calls } = await stage.endpoint.traffic();
    if (calls['CreateInvalidation'] === undefined) throw new Error('CloudFront was not asked for anything');
    return table;
  },
};

async function rowsOf(stage: Stage): Promise<readonly Row[]> {
  const bare = await buildFunction(stage, 'bare');
  const middy = await buildFunction(stage, 'middy');
  const powertools = await buildFunction(stage, 'powertools');
  const invalidation = {
    folder: copyLambda(stage, 'static-asset-invalidation'),
    env: { KMSCRYPT_CONFIG: JSON.stringify(CONFIG) },
  };
  const fanout = {
    folder: copyLambda(stage, 'alarm-fanout'),
    env: { KMSCRYPT_CONFIG: JSON.stringify(FANOUT_CONFIG) },
  };
  const update = {
    folder: copyLambda(stage, 'auto-update'),
    env: { KMSCRYPT_CONFIG: JSON.stringify(UPDATE_CONFIG) },
  };
  const byBare = [{ with: BARE }];
  const byAnswer = [{ with: BARE_ANSWER }];
  return [
    { name: BARE, folder: bare, until: 'ready' },
    { name: 'middy', folder: middy, until: 'ready', compare: byBare },
    { name: "middy and Powertools' Logger and Metrics", folder: powertools, until: 'ready', compare: byBare },
    {
      name: 'static-asset-invalidation',
      ...invalidation,
      until: 'ready',
      compare: [{ with: BARE, atMost: AT_MOST }],
    },
    ...['ingest', 'deliver'].map((bundle) => ({
      name: `alarm-fanout, ${bundle}`,
      ...fanout,
      bundle,
      until: 'ready' as const,
      compare: [{ with: BARE, atMost: AT_MOST }],
    })),
    { name: 'auto-update', ...update, until: 'ready', compare: [{ with: BARE, atMost: AT_MOST }] },
    { name: BARE_ANSWER, folder: bare, until: 'answered' },
    {
      name: 'static-asset-invalidation, answer, nothing to invalidate',
      ...invalidation,
      until: 'answered',
      compare: byAnswer,
    },
    {
      name: 'static-asset-invalidation, answer, one object',
      ...invalidation,
      until: 'answered',
      body: OBJECT_CREATED,
      compare: byAnswer,
    },
  ];
}

async function timeOf(stage: Stage, client: readonly string[], row: Row): Promise<number> {
  const { folder, bundle, env, until, body = TEST_EVENT } = row;
  const started = await startLambda(stage, { client, folder, bundle, env, event: batchOf(body) });
  if (until === 'ready' || started.answer === '{"batchItemFailures":[]}') return started[until];
  throw new Error(`${row.name} answered something else: ${started.answer.slice(0, 200)}`);
}

function withoutClient(notes: readonly string[]): Table {
  const claims = [{ figure: `– × ${BARE}`, target: `≤ ${AT_MOST} ×` }];
  return {
    title: TITLE,
    notes,
    columns: [],
    rows: [{ name: 'static-asset-invalidation', cells: [], claims }],
  };
}
