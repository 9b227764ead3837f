import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { RetryOptions } from '@kmscrypt/core/retry';
import { createTableCaller, type Logger } from '@kmscrypt/lambda';
import { randomUUID } from 'node:crypto';
import type { Store } from '../ports.ts';
import { ACTIVE, headerKey, numberIn, stateOf } from './store/items.ts';
import { isHeld } from './store/lease.ts';
import { allOf } from './store/pages.ts';
import { readHosts } from './store/read-hosts.ts';
import { reportHeads, reportOf, reportParts } from './store/report-items.ts';
import { type Clocks, tableClock } from './store/table-clock.ts';
import type { Table } from './store/table.ts';
import { take } from './store/take.ts';
import { wish } from './store/wish.ts';

/** How long a fleet is taken for; in milliseconds. The Lambda's time-out has to be well below. */
export const LEASE = 180_000;

export interface StoreOptions {
  /** In the Lambda's own region. */
  readonly table: string;
  readonly access: AwsAccess;
  /** In milliseconds; default {@link LEASE}. */
  readonly lease?: number | undefined;
  /** Is told of fleets that were not given back; default nobody is. */
  readonly logger?: Pick<Logger, 'warn'> | undefined;
  /** How calls are tried again; default with one pace. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
  /** Default the machine's. */
  readonly clocks?: Clocks | undefined;
  /** Opens the table with the first call; default through the SDK. */
  readonly open?: (() => Promise<Table>) | undefined;
}

const OWN_CLOCKS: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * A store in a table of DynamoDB: partition key `pk` and sort key `sk` (strings), time to live `expires`. Takes on the table
 * `dynamodb:GetItem`, `Query`, `PutItem`, `UpdateItem`, `DeleteItem` and `ConditionCheckItem`; operators take `GetItem` and `Query`, and
 * `PutItem` where they wish for something. The SDK loads with the first call.
 */
export function createStore({
  table,
  access,
  lease = LEASE,
  logger,
  retrying,
  clocks = OWN_CLOCKS,
  open = async () => {
    const { createTable } = await import('./store/client.ts');
    return createTable({ name: table, access, clocks });
  },
}: StoreOptions): Store {
  const newId = randomUUID;
  const call = createTableCaller<Table>({ table, access, retrying, open });
  return {
    take: (fleet, signal) => take(fleet, { call, clocks, lease, newId, logger }, signal),
    look: async (fleet, signal) => {
      const { item, heard } = await call('GetItem', signal, (made) => made.get(headerKey(fleet), signal));
      const at = Math.floor(tableClock(heard, clocks).now());
      const until = numberIn(item, 'until');
      return {
        ...(await readHosts(call, fleet, signal)),
        state: stateOf(item),
        at,
        ...(isHeld(until, { now: at, lease }) ? { lease: { fence: numberIn(item, 'fence'), until } } : {}),
      };
    },
    wish: (fleet, change, signal) => wish({ call, fleet, newId }, change, signal),
    reports: async (fleet, most, signal) => {
      const heads = await allOf(call, reportHeads(fleet), { most, signal });
      return Promise.all(
        heads.map(async (head) => {
          const range = reportParts(head);
          return reportOf(head, range === undefined ? [] : await allOf(call, range, { signal }));
        }),
      );
    },
    active: async (signal) =>
      (await allOf(call, { pk: ACTIVE }, { signal })).flatMap(({ sk }) => (typeof sk === 'string' ? sk : [])),
    lastTicks: async (fleets, signal) => {
      const asked = fleets.map(async (fleet): Promise<readonly [string, number]> => {
        const { item } = await call('GetItem', signal, (made) => made.get(headerKey(fleet), signal));
        return [fleet, numberIn(item, 'ticked')];
      });
      return Object.fromEntries(await Promise.all(asked));
    },
  };
}
