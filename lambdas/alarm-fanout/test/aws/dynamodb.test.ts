import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createPace } from '@kmscrypt/core/retry';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../src/aws/dynamodb.ts';
import type { Store, StoredItem } from '../../src/store.ts';
import { envOf } from '../support/aws-answering.ts';
import { faultProxy, type ProxyFault } from '../support/fault-proxy.ts';
import { motoOfFile } from '../support/moto.ts';

const ALWAYS = new AbortController().signal;
const EXPIRES = new Date('2027-02-19T12:00:00.000Z');
const TABLE = 'alarm-fanout';

const moto = await motoOfFile();

describe.skipIf(moto === undefined)('the store', () => {
  const behind = moto?.endpoint ?? '';
  const client = new DynamoDBClient({
    endpoint: behind,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

  beforeAll(async () => {
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(() => moto?.stop());

  let count = 0;
  const newKey = (): string => {
    count += 1;
    return `lane#chat-${count}`;
  };
  const itemOf = (changes: Partial<StoredItem> = {}): StoredItem => ({
    key: newKey(),
    value: { held: ['ü', '😀'], until: 1.5 },
    version: 0,
    expires: EXPIRES,
    ...changes,
  });
  /** The store, and what it asks for, with what happens to that. */
  const storeWith = async (
    faultOf: (number: number, operation: string) => ProxyFault = () => 'pass',
    table = TABLE,
  ) => {
    const { endpoint, asked } = await faultProxy(behind, faultOf);
    for (const [name, value] of Object.entries(envOf(endpoint))) vi.stubEnv(name, value);
    const sleep = async (): Promise<void> => {};
    const pace = createPace({ random: () => 0, sleep });
    return { store: createStore(table, {}, { pace, random: () => 0, sleep }), asked };
  };
  const read = async (store: Store, key: string): Promise<unknown> =>
    (await store.get([key], ALWAYS)).get(key);

  it('has what was put into it, and nothing else', async () => {
    const { store } = await storeWith();
    const item = itemOf();
    expect(await read(store, item.key)).toBeUndefined();
    expect(await store.put(item, ALWAYS)).toBe(true);
    expect(await read(store, item.key)).toEqual({ value: item.value, version: 1 });
    expect(await store.put({ ...item, value: null, version: 1 }, ALWAYS)).toBe(true);
    expect(await read(store, item.key)).toEqual({ value: null, version: 2 });
  });

  it('says when an item may be forgotten, as the table wants it', async () => {
    const { store } = await storeWith();
    const item = itemOf({ expires: new Date('2027-02-19T12:00:00.001Z') });
    await store.put(item, ALWAYS);
    const { Item } = await client.send(
      new GetItemCommand({ TableName: TABLE, Key: { pk: { S: item.key } } }),
    );
    expect(Item?.['expires']).toEqual({ N: String(EXPIRES.getTime() / 1_000 + 1) });
  });

  it.each<[name: string, there: number, version: number]>([
    ['where there is one already', 1, 0],
    ['of an older version', 2, 1],
    ['of a version that is not there yet', 1, 2],
    ['where there is none any more', 0, 3],
  ])('is not written: %s', async (_name, there, version) => {
    const { store } = await storeWith();
    const item = itemOf();
    for (let before = 0; before < there; before += 1)
      await store.put({ ...item, value: before, version: before }, ALWAYS);
    expect(await store.put({ ...item, value: 'mine', version }, ALWAYS)).toBe(false);
    const value = there === 0 ? undefined : { value: there - 1, version: there };
    expect(await read(store, item.key)).toEqual(value);
  });

  it.each<[version: number]>([[0], [1]])(
    'whose answer was lost is written, from version %i',
    async (version) => {
      const { store, asked } = await storeWith((number) => (number === version + 1 ? 'lose' : 'pass'));
      const item = itemOf();
      if (version === 1) await store.put({ ...item, value: 'first' }, ALWAYS);
      expect(await store.put({ ...item, version }, ALWAYS)).toBe(true);
      expect(asked).toHaveLength(version + 2);
      expect(await read(store, item.key)).toEqual({ value: item.value, version: version + 1 });
    },
  );

  it('is not taken for written because somebody else wrote the same', async () => {
    const { store } = await storeWith();
    const item = itemOf();
    expect(await store.put(item, ALWAYS)).toBe(true);
    expect(await store.put(item, ALWAYS)).toBe(false);
  });

  it('of many writers one wins', async () => {
    const { store } = await storeWith();
    const item = itemOf();
    await store.put(item, ALWAYS);
    // To moto a condition and its write are not one step, as they are to DynamoDB: one after the other.
    const written: boolean[] = [];
    for (let writer = 0; writer < 5; writer += 1) {
      written.push(await store.put({ ...item, value: writer, version: 1 }, ALWAYS));
    }
    expect(written).toEqual([true, false, false, false, false]);
  });

  it('reads a hundred at a time, each once', async () => {
    const { store, asked } = await storeWith();
    const items = Array.from({ length: 120 }, () => itemOf());
    await Promise.all(items.map((item) => store.put(item, ALWAYS)));
    const before = asked.length;
    const keys = items.map(({ key }) => key);
    const found = await store.get([...keys, ...keys, newKey()], ALWAYS);
    expect([...found.keys()].toSorted()).toEqual(keys.toSorted());
    expect(asked.slice(before)).toHaveLength(2);
    expect(asked.slice(before).every((request) => request.includes('"ConsistentRead":true'))).toBe(true);
  });

  it('asks again for what DynamoDB left out', async () => {
    const items = [itemOf(), itemOf(), itemOf()];
    const leaveOut = (body: string): string => {
      const { Responses } = JSON.parse(body) as { Responses: Record<string, readonly object[]> };
      const [first, ...others] = Responses[TABLE] ?? [];
      const Keys = others.map((item) => ({ pk: (item as { pk: object }).pk }));
      return JSON.stringify({ Responses: { [TABLE]: [first] }, UnprocessedKeys: { [TABLE]: { Keys } } });
    };
    const { store, asked } = await storeWith((_number, operation) =>
      operation === 'BatchGetItem' && asked.at(-1)?.split('"pk"').length !== 2
        ? { change: leaveOut }
        : 'pass',
    );
    for (const item of items) await store.put(item, ALWAYS);
    const found = await store.get(
      items.map(({ key }) => key),
      ALWAYS,
    );
    expect(found.size).toBe(3);
    expect(asked.filter((request) => request.startsWith('BatchGetItem'))).toHaveLength(3);
  });

  it('nothing is asked for where nothing is', async () => {
    const { store, asked } = await storeWith();
    expect(await store.get([], ALWAYS)).toEqual(new Map());
    expect(asked).toEqual([]);
  });

  it.each<[name: string, fault: ProxyFault]>([
    ['throttled', { status: 400, type: 'ProvisionedThroughputExceededException' }],
    ['throttled, on demand', { status: 400, type: 'ThrottlingException' }],
    ['broken', { status: 500, type: 'InternalServerError' }],
    ['no connection', 'refuse'],
  ])('tries again what may pass: %s', async (_name, fault) => {
    const { store } = await storeWith((number) => (number % 3 === 0 ? 'pass' : fault));
    const item = itemOf();
    expect(await store.put(item, ALWAYS)).toBe(true);
    expect(await read(store, item.key)).toMatchObject({ version: 1 });
  });

  it.each<[name: string, table: string, fault: ProxyFault, code: string]>([
    ['no such table', 'none', 'pass', 'INVALID_OPTION'],
    ['denied', TABLE, { status: 400, type: 'AccessDeniedException' }, 'ACCESS_DENIED'],
  ])('does not try again what will not: %s', async (_name, table, fault, code) => {
    const { store, asked } = await storeWith(() => fault, table);
    await expect(store.get([newKey()], ALWAYS)).rejects.toMatchObject({ code });
    await expect(store.put(itemOf(), ALWAYS)).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(2);
  });

  it('ends with the signal', async () => {
    const ending = new AbortController();
    const { store } = await storeWith(() => {
      ending.abort();
      return 'refuse';
    });
    await expect(store.get([newKey()], ending.signal)).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
