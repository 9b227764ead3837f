import type { AwsAccess } from '@kmscrypt/core/aws-client';
import type { RetryOptions } from '@kmscrypt/core/retry';
import { createTableCaller, LambdaError } from '@kmscrypt/lambda';
import { randomUUID } from 'node:crypto';
import type { Promotion } from '../config.ts';
import type { Promotions } from '../ports.ts';
import type { PromotionRecord } from '../release.ts';
import { changeItem } from './store/change-item.ts';
import { nameOf } from './store/items.ts';
import { packed, unpacked } from './store/packed.ts';
import { isPromotionRecord } from './store/shapes.ts';
import type { Item, Key, Table } from './store/table.ts';

export interface PromotionsOptions {
  readonly promotion: Pick<Promotion, 'table' | 'region' | 'role' | 'externalId'>;
  /** Whose record is written. */
  readonly environment: string;
  /** Of the Lambda; where `promotion` names a role, it is assumed with this. */
  readonly access: AwsAccess;
  /** Of the table where `promotion` has none: the Lambda's own. */
  readonly region: string;
  /** How calls are tried again; default with one pace. */
  readonly retrying?: Omit<RetryOptions, 'signal'> | undefined;
}

/** How items look; a later release may have another one. */
const FORMAT = 1;

/**
 * The table of promotions: partition key `pk`, `environment#NAME`, and sort key `sk`, `fleet#NAME`; so that a role can be limited to its own
 * environment by the key `dynamodb:LeadingKeys`. Takes `dynamodb:GetItem` of the environment before and of its own, `dynamodb:PutItem` of its
 * own.
 */
export function createPromotions({
  promotion: { table, region: named, role, externalId },
  environment,
  access,
  region,
  retrying,
}: PromotionsOptions): Promotions {
  const there = named ?? region;
  const roleAccess = role === undefined ? access : { ...access, roleArn: role, externalId };
  const call = createTableCaller<Table>({
    table,
    access,
    region: there,
    retrying,
    open: async () => {
      const { createTable } = await import('./store/client.ts');
      const clocks = { wall: () => Date.now(), steady: () => performance.now() };
      return createTable({ name: table, access: roleAccess, region: there, clocks });
    },
  });
  const read = async (key: Key, signal: AbortSignal): Promise<Item | undefined> =>
    (await call('GetItem', signal, (made) => made.get(key, signal))).item;
  return {
    read: async (of, fleet, signal) => {
      const item = await read(keyOf(of, fleet), signal);
      return item === undefined ? undefined : recordOf(item);
    },
    write: async (fleet, change, signal) => {
      const key = keyOf(environment, fleet);
      const none = { environment, fleet, releases: [] };
      await changeItem<PromotionRecord>(
        {
          call,
          key,
          change,
          what: `${key.sk} of ${key.pk}`,
          newId: randomUUID,
          valueOf: (item) => (item === undefined ? none : recordOf(item)),
          attributesOf: (record) => ({ value: packed(record), format: FORMAT }),
        },
        signal,
      );
    },
  };
}

function keyOf(environment: string, fleet: string): Key {
  return { pk: `environment#${environment}`, sk: `fleet#${fleet}` };
}

/** Another environment may have another release of this Lambda. @throws LambdaError `STATE_INVALID` */
function recordOf(item: Item): PromotionRecord {
  const what = nameOf(item);
  if (item['format'] !== FORMAT)
    throw new LambdaError(
      'STATE_INVALID',
      `${what} in the table of promotions is of format ${String(item['format'] ?? 'none')}: deploy the release that wrote it`,
    );
  return unpacked(item['value'], { what, is: isPromotionRecord });
}
