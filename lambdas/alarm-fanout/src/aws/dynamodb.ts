import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { createPace, retry, type RetryOptions } from '@kmscrypt/core/retry';
import { once } from '@kmscrypt/lambda';
import { randomUUID } from 'node:crypto';
import type { Store, Stored } from '../store.ts';
import type { Table } from './dynamodb-client.ts';
import type { Item } from './dynamodb-items.ts';

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['ResourceNotFoundException', 'INVALID_OPTION'],
  ['ProvisionedThroughputExceededException', 'THROTTLED'],
]);

/** What BatchGetItem takes. */
const KEYS = 100;

/**
 * A store in a table of DynamoDB: partition key `pk` (a string), time to live `expires`. Takes `dynamodb:BatchGetItem` and
 * `dynamodb:PutItem`. Calls that fail in a way that may pass are made again for as long as the signal lets them.
 *
 * @param retrying how calls are tried again; default as {@link retry} does, with one pace.
 */
export function createStore(
  table: string,
  access: AwsAccess = {},
  retrying: Omit<RetryOptions, 'signal'> = { pace: createPace() },
): Store {
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
    get: async (keys, signal) => {
      const wanted = [...new Set(keys)];
      const found = new Map<string, Stored>();
      for (let first = 0; first < wanted.length; first += KEYS) {
        for (const item of await get(wanted.slice(first, first + KEYS), signal)) {
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
      return calling('PutItem', signal, async (made) => {
        const answer = await made.put(item, signal);
        // An attempt whose answer was lost has written it.
        return answer === 'written' || answer.writer === item.writer;
      });
    },
  };
}
