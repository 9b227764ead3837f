import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { RetryOptions } from '@kmscrypt/core/retry';
import { createTableCalls, KEYS_AT_ONCE } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { Memory } from '../memory.ts';
import type { Item, Table } from './dynamodb-client.ts';
import { doneExpires, doneKey, spentExpires, spentKey } from './memory-items.ts';

const CALLS_AT_ONCE = 8;

/**
 * A memory in a table of DynamoDB: partition key `pk` (a string), time to live `expires`. Takes `dynamodb:BatchGetItem` and
 * `dynamodb:UpdateItem`. Its items: `spent#YYYY-MM` with the number `paths`, and `done#` with a change's id and the set
 * `distributions`. An addition whose answer is lost is made again, so that the budget may be used up early but not late.
 *
 * @param retrying how calls are tried again; default with one pace.
 */
export function createMemory(
  table: string,
  access: AwsAccess = {},
  retrying?: Omit<RetryOptions, 'signal'>,
): Memory {
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
    spent: async (now, signal) => {
      const [item] = await get([spentKey(now)], signal);
      return Number(item?.['paths']?.N ?? 0);
    },
    spend: (paths, now, signal) =>
      call('UpdateItem', signal, (made) =>
        made.add(
          {
            key: spentKey(now),
            attribute: 'paths',
            value: { N: String(paths) },
            expires: spentExpires(now),
          },
          signal,
        ),
      ),
    done: async (eventIds, signal) => {
      const idOfKey = new Map(eventIds.map((id) => [doneKey(id), id]));
      const keys = [...idOfKey.keys()];
      const chunks = Array.from({ length: Math.ceil(keys.length / KEYS_AT_ONCE) }, (_, index) =>
        keys.slice(index * KEYS_AT_ONCE, (index + 1) * KEYS_AT_ONCE),
      );
      const done = new Map<string, ReadonlySet<string>>();
      await pLimit(CALLS_AT_ONCE).map(chunks, async (chunk) => {
        for (const { pk, distributions } of await get(chunk, signal)) {
          const id = idOfKey.get(pk?.S ?? '');
          if (id !== undefined) done.set(id, new Set(distributions?.SS));
        }
      });
      return done;
    },
    remember: async (done, now, signal) => {
      const expires = doneExpires(now);
      // DynamoDB has no empty sets.
      const some = [...done].filter(([, distributions]) => distributions.size > 0);
      await pLimit(CALLS_AT_ONCE).map(some, ([id, distributions]) => {
        const item = {
          key: doneKey(id),
          attribute: 'distributions',
          value: { SS: [...distributions] },
          expires,
        };
        return call('UpdateItem', signal, (made) => made.add(item, signal));
      });
    },
  };
}
