import { type AwsAccess, awsError } from '@kmscrypt/core/aws-client';
import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { createPace, retry, type RetryOptions } from '@kmscrypt/core/retry';
import { once } from './once.ts';

/** What of a table of DynamoDB is read. Rejects with the SDK's errors. */
export interface ReadableTable<Item> {
  /** At most 100 keys, each once; `left` are those that DynamoDB had no capacity for. */
  get(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly Item[]; readonly left: readonly string[] }>;
}

export interface TableCallsOptions<Table> {
  /** The table's name. */
  readonly table: string;
  readonly access: AwsAccess;
  /** For messages; default that of the environment. */
  readonly region?: string | undefined;
  /** Makes what calls DynamoDB, when it is first needed; where that fails, again the next time. */
  readonly open: () => Promise<Table>;
  /** How calls are tried again; default as {@link retry} does, with one pace. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
}

/**
 * A call of a table that is made again while it fails in a way that may pass. Rejects with KmscryptError.
 *
 * @param operation DynamoDB's name for it
 */
export type TableCaller<Table> = <T>(
  operation: string,
  signal: AbortSignal,
  make: (table: Table) => Promise<T>,
) => Promise<T>;

/** Calls of one table. Reject with KmscryptError. */
export interface TableCalls<Item, Table> {
  readonly call: TableCaller<Table>;
  /** The items that are there, of at most {@link KEYS_AT_ONCE} keys, each once. */
  readonly get: (keys: readonly string[], signal: AbortSignal) => Promise<readonly Item[]>;
}

/** What BatchGetItem takes. */
export const KEYS_AT_ONCE = 100;

const CODES: ReadonlyMap<string, KmscryptErrorCode> = new Map<string, KmscryptErrorCode>([
  // The config names it.
  ['ResourceNotFoundException', 'INVALID_OPTION'],
  ['ProvisionedThroughputExceededException', 'THROTTLED'],
  // Somebody else is writing the same item, or an earlier attempt is not over.
  ['TransactionConflictException', 'THROTTLED'],
  ['TransactionInProgressException', 'THROTTLED'],
]);

export function createTableCaller<Table>({
  table,
  access: { env = process.env },
  region = env['AWS_REGION'],
  open,
  retrying = { pace: createPace() },
}: TableCallsOptions<Table>): TableCaller<Table> {
  const opened = once(open);
  return (operation, signal, make) =>
    retry(
      async () => {
        try {
          return await make(await opened());
        } catch (error) {
          throw awsError(error, { service: 'DynamoDB', operation, region, keyId: table, codes: CODES });
        }
      },
      { ...retrying, signal },
    );
}

export function createTableCalls<Item, Table extends ReadableTable<Item>>(
  options: TableCallsOptions<Table>,
): TableCalls<Item, Table> {
  const { table } = options;
  const call = createTableCaller(options);
  return {
    call,
    get: async (keys, signal) => {
      const found: Item[] = [];
      let left = keys;
      await call('BatchGetItem', signal, async (made) => {
        const answer = await made.get(left, signal);
        for (const item of answer.items) found.push(item);
        left = answer.left;
        if (left.length > 0) throw new KmscryptError('THROTTLED', `${table} left out ${left.length} items`);
      });
      return found;
    },
  };
}
