import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { createPace, retry, type RetryOptions } from '@kmscrypt/core/retry';
import { once } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { Memory } from '../memory.ts';
import type { Item, Table } from './dynamodb-client.ts';
import { doneExpires, doneKey, spentExpires, spentKey } from './memory-items.ts';

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['ResourceNotFoundException', 'INVALID_OPTION'],
  ['ProvisionedThroughputExceededException', 'THROTTLED'],
]);

/** What BatchGetItem takes. */
const KEYS = 100;
const CALLS_AT_ONCE = 8;

/**
 * A memory in a table of DynamoDB: partition key `pk` (a string), time to live `expires`. Takes `dynamodb:BatchGetItem` and
 * `dynamodb:UpdateItem`. Its items: `spent#YYYY-MM` with the number `paths`, and `done#` with a change's id and the set
 * `distributions`. An addition whose answer is lost is made again, so that the budget may be used up early but not late.
 *
 * @param retrying how calls are tried again; default as {@link retry} does, with one pace.
 */
export function createMemory(
  table: string,
  access: AwsAccess = {},
  retrying: Omit<RetryOptions, 'signal'> = { pace: createPace() },
): Memory {
  const { env = process.env } = access;
  const client = once(async () => {
    const { createTable } = await import('./dynamodb-client.ts');
    return createTable(table, access);
  });
  const calling = <T>(
    operation: string,
    signal: AbortSignal,
    call: (made: Table) => Promise<T>,
  ): Promise<T> =>
    retry(
      async () => {
        try {
          return await call(await client());
        } catch (error) {
          const region = env['AWS_REGION'];
          throw awsError(error, { service: 'DynamoDB', operation, region, keyId: table, codes: CODES });
        }
      },
      { ...retrying, signal },
    );
  const get = async (keys: readonly string[], signal: AbortSignal): Promise<readonly Item[]> => {
    const found: Item[] = [];
    let left = keys;
    await calling('BatchGetItem', signal, async (made) => {
      const answer = await made.get(left, signal);
      for (const item of answer.items) found.push(item);
      left = answer.left;
      if (left.length > 0) throw new KmscryptError('THROTTLED', `${table} left out ${left.length} items`);
    });
    return found;
  };

  return {
    spent: async (now, signal) => {
      const [item] = await get([spentKey(now)], signal);
      return Number(item?.['paths']?.N ?? 0);
    },
    spend: (paths, now, signal) =>
      calling('UpdateItem', signal, (made) =>
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
      const chunks = Array.from({ length: Math.ceil(keys.length / KEYS) }, (_, index) =>
        keys.slice(index * KEYS, (index + 1) * KEYS),
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
        return calling('UpdateItem', signal, (made) => made.add(item, signal));
      });
    },
  };
}
