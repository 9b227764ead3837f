import { KmscryptError } from '@kmscrypt/core/error';
import type { TableCaller } from '@kmscrypt/lambda';
import { numberIn } from './items.ts';
import type { Item, Key, Table } from './table.ts';

/** How often others may be faster. */
const ATTEMPTS = 20;

export interface ChangeOptions<T> {
  readonly call: TableCaller<Table>;
  readonly key: Key;
  /** For messages. */
  readonly what: string;
  /** Another one each time. */
  readonly newId: () => string;
  readonly valueOf: (item: Item | undefined) => T;
  /** What it is to be; the very same value: nothing is written. */
  readonly change: (value: T) => T;
  /** Attributes besides the key, `version` and `writer`. */
  readonly attributesOf: (value: T) => Item;
}

/** Reads an item, and writes it over the version that was read; again where somebody was faster. @returns what stands there now */
export async function changeItem<T>(
  { call, key, what, newId, valueOf, change, attributesOf }: ChangeOptions<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { item: before } = await call('GetItem', signal, (table) => table.get(key, signal));
    const value = valueOf(before);
    const next = change(value);
    if (next === value) return value;
    const version = numberIn(before, 'version') + 1;
    const item = { ...attributesOf(next), ...key, version, writer: newId() };
    const condition = before === undefined ? { pk: undefined } : { version: before['version'] };
    const there = await call('PutItem', signal, (table) => table.put(item, condition, signal));
    // An attempt whose answer was lost has written it.
    if (there === undefined || there['writer'] === item.writer) return next;
  }
  throw new KmscryptError('THROTTLED', `${what} was changed by others ${ATTEMPTS} times meanwhile`);
}
