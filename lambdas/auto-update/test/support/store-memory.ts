import type { Condition, Item, Key, Table, Write } from '../../src/aws/store/table.ts';

/** Of DynamoDB: bytes of an item, and of a page; items and bytes of a transaction (Service, account, and table quotas). */
const MOST_OF_ITEM = 400 * 1024;
const MOST_OF_PAGE = 1024 * 1024;
const MOST_ITEMS = 100;
const MOST_OF_TRANSACTION = 4 * 1024 * 1024;

export interface MemoryTable extends Table {
  /** Calls by their names. */
  readonly counts: ReadonlyMap<string, number>;
  readonly longest: () => number;
}

/** A table in memory that has DynamoDB's limits, which moto has not: what goes beyond is refused. */
export function memoryTable(time: () => number): MemoryTable {
  const items = new Map<string, Item>();
  const tokens = new Set<string>();
  const counts = new Map<string, number>();
  let longest = 0;
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const nameOf = ({ pk, sk }: Item): string => `${String(pk)}\n${String(sk)}`;
  const there = (key: Key): Item => items.get(nameOf(key)) ?? {};
  const holds = (item: Item, condition: Condition): boolean =>
    Object.entries(condition).every(([name, value]) => item[name] === value);
  const put = (item: Item): void => {
    const size = sizeOf(item);
    if (size > MOST_OF_ITEM) throw new RangeError(`${nameOf(item)} has ${size} bytes`);
    longest = Math.max(longest, size);
    items.set(nameOf(item), item);
  };
  const write = (each: Write): void => {
    if (each.kind === 'put') put(each.item);
    if (each.kind === 'delete') items.delete(nameOf(each.key));
    if (each.kind === 'update') put({ ...there(each.key), ...each.key, ...each.set });
  };
  const keyOf = (each: Write): string => nameOf(each.kind === 'put' ? each.item : each.key);
  return {
    counts,
    longest: () => longest,
    get: async (key) => {
      count('get');
      const now = time();
      const date = Math.floor(now / 1_000) * 1_000;
      return { item: items.get(nameOf(key)), heard: { date, asked: now, heard: now, wall: now } };
    },
    query: async ({ pk, between: [first, last] = ['', '\uffff'], isBackwards, most = Infinity, after }) => {
      count('query');
      const all = [...items.values()]
        .filter((item) => item['pk'] === pk && String(item['sk']) >= first && String(item['sk']) <= last)
        .toSorted((one, other) => (String(one['sk']) < String(other['sk']) ? -1 : 1));
      if (isBackwards === true) all.reverse();
      const from = after === undefined ? 0 : all.findIndex(({ sk }) => sk === after.sk) + 1;
      const page: Item[] = [];
      let size = 0;
      for (const item of all.slice(from)) {
        page.push(item);
        size += sizeOf(item);
        if (page.length >= most || size >= MOST_OF_PAGE) break;
      }
      const end = page.at(-1);
      const isMore = end !== undefined && from + page.length < all.length;
      return { items: page, next: isMore ? { pk, sk: String(end['sk']) } : undefined };
    },
    put: async (item, condition) => {
      count('put');
      const before = there({ pk: String(item['pk']), sk: String(item['sk']) });
      if (!holds(before, condition)) return before;
      put(item);
      return undefined;
    },
    update: async ({ key, set, condition }) => {
      count('update');
      if (holds(there(key), condition)) write({ kind: 'update', key, set, condition });
      return there(key);
    },
    transact: async (writes, token) => {
      count('transact');
      const size = writes.reduce((sum, each) => sum + (each.kind === 'put' ? sizeOf(each.item) : 0), 0);
      if (writes.length > MOST_ITEMS || size > MOST_OF_TRANSACTION)
        throw new RangeError(`a transaction of ${writes.length} items, ${size} bytes`);
      if (new Set(writes.map(keyOf)).size < writes.length) throw new RangeError('an item is written twice');
      if (tokens.has(token)) return true;
      const isRefused = writes.some((each) => 'condition' in each && !holds(there(each.key), each.condition));
      if (isRefused) return false;
      for (const each of writes) write(each);
      tokens.add(token);
      return true;
    },
  };
}

function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => {
    const size = value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
    return sum + name.length + size;
  }, 0);
}
