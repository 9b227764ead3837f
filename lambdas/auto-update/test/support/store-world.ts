import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { createPace } from '@kmscrypt/core/retry';
import { vi } from 'vitest';
import { createStore } from '../../src/aws/store.ts';
import type { Store, Taken } from '../../src/ports.ts';
import { awsEnv } from './aws-env.ts';
import { type ProxyOptions, tableProxy, type TableProxy } from './store-proxy.ts';

export const ALWAYS: AbortSignal = new AbortController().signal;
export const TABLE = 'auto-update';
/** When the table's clock begins. */
export const START: number = Date.UTC(2026, 10, 22, 2);

const sleep = async (): Promise<void> => {};
/** Nothing waits. */
export const retrying = {
  pace: createPace({ random: () => 0, sleep }),
  random: () => 0,
  sleep,
};

export interface Opened extends TableProxy {
  readonly store: Store;
  readonly warned: readonly Readonly<Record<string, unknown>>[];
}

export interface OpenOptions extends Pick<ProxyOptions, 'faultOf'> {
  /** What the machine's clock is ahead of the table's by; default 0. */
  readonly ahead?: number;
  readonly table?: string;
  readonly hasDate?: boolean;
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
}

/** A table, its clock, and stores on it. */
export function storeWorld(behind: string, client: DynamoDBClient = clientOf(behind)) {
  let time = START;
  let fleets = 0;
  return {
    client,
    create: (TableName = TABLE) =>
      client.send(
        new CreateTableCommand({
          TableName,
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      ),
    remove: (TableName = TABLE) => client.send(new DeleteTableCommand({ TableName })),
    /** One that nothing is known of. */
    newFleet: (): string => {
      fleets += 1;
      return `web-${fleets}`;
    },
    now: () => time,
    /** @param by milliseconds */
    pass: (by: number): void => {
      time += by;
    },
    open: async ({
      faultOf,
      ahead = 0,
      table = TABLE,
      hasDate = true,
    }: OpenOptions = {}): Promise<Opened> => {
      let isOpen = false;
      const proxy = await tableProxy(behind, {
        faultOf: (request) => (isOpen ? (faultOf?.(request) ?? 'pass') : 'pass'),
        time: () => (hasDate ? time : undefined),
      });
      const warned: Readonly<Record<string, unknown>>[] = [];
      const store = createStore({
        table,
        access: {},
        logger: { warn: (message, details) => void warned.push({ message, ...details }) },
        retrying,
        clocks: { wall: () => time + ahead, steady: () => time },
      });
      // The SDK reads the endpoint with its first call, which is none of the test's.
      for (const [name, value] of Object.entries(awsEnv(proxy.endpoint))) vi.stubEnv(name, value);
      await store.active(ALWAYS).catch(() => {});
      proxy.requests.splice(0);
      isOpen = true;
      return { ...proxy, store, warned };
    },
    item: async (pk: string, sk: string) => {
      const Key = { pk: { S: pk }, sk: { S: sk } };
      return (await client.send(new GetItemCommand({ TableName: TABLE, Key, ConsistentRead: true }))).Item;
    },
    put: (Item: PutItemCommand['input']['Item']) =>
      client.send(new PutItemCommand({ TableName: TABLE, Item })),
    /** Bytes of the longest item. */
    longest: async (): Promise<number> => {
      let longest = 0;
      let ExclusiveStartKey: ScanCommand['input']['ExclusiveStartKey'];
      do {
        const page = await client.send(new ScanCommand({ TableName: TABLE, ExclusiveStartKey }));
        for (const item of page.Items ?? []) {
          const sizes = Object.entries(item).map(
            ([name, { S, B, N }]) => name.length + (S ?? N ?? '').length + (B?.length ?? 0),
          );
          longest = Math.max(
            longest,
            sizes.reduce((sum, size) => sum + size, 0),
          );
        }
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return longest;
    },
  };
}

/** @throws where somebody else has it. */
export async function taken({ store }: Pick<Opened, 'store'>, fleet: string): Promise<Taken> {
  const mine = await store.take(fleet, ALWAYS);
  if (mine === undefined) throw new Error(`${fleet} is somebody else's`);
  return mine;
}
