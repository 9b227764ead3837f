import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { RetryOptions } from '@kmscrypt/core/retry';
import { createTableCalls, KEYS_AT_ONCE } from '@kmscrypt/lambda';
import { randomUUID } from 'node:crypto';
import type { Store, Stored } from '../store.ts';
import type { Table } from './dynamodb-client.ts';
import type { Item } from './dynamodb-items.ts';

/**
 * A store in a table of DynamoDB: partition key `pk` (a string), time to live `expires`. Takes `dynamodb:BatchGetItem` and
 * `dynamodb:PutItem`. Calls that fail in a way that may pass are made again for as long as the signal lets them.
 *
 * @param retrying how calls are tried again; default with one pace.
 */
export function createStore(
  table: string,
  access: AwsAccess = {},
  retrying?: Omit<RetryOptions, 'signal'>,
): Store {
  const { call, get } = createTableCalls<Item, Table>({
    table,
    access,
    retrying,
    open: async () => {
      const { createTable } = await import('./dynamodb-client.ts');
      return createTable(table, access);
    },
  });

  return {
    get: async (keys, signal) => {
      const wanted = [...new Set(keys)];
      const found = new Map<string, Stored>();
      for (let first = 0; first < wanted.length; first += KEYS_AT_ONCE) {
        for (const item of await get(wanted.slice(first, first + KEYS_AT_ONCE), signal)) {
          found.set(item.key, { value: JSON.parse(item.value), version: item.version });
        }
      }
      return found;
    },
    put: ({ key, value, version, expires }, signal) => {
      const item: Item = {
        key,
        value: JSON.stringify(value),
        version: version + 1,
        writer: randomUUID(),
        expires: Math.ceil(expires.getTime() / 1_000),
      };
      return call('PutItem', signal, async (made) => {
        const answer = await made.put(item, signal);
        // An attempt whose answer was lost has written it.
        return answer === 'written' || answer.writer === item.writer;
      });
    },
  };
}
