import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import { attributesOf, conditionOf, itemOf, keyOf, updateOf } from './attributes.ts';
import { dateOf } from './date-of.ts';
import { isRefused } from './is-refused.ts';
import type { Clocks } from './table-clock.ts';
import type { Table, Write } from './table.ts';

export interface TableOptions {
  readonly name: string;
  readonly access: AwsAccess;
  /** Default that of the environment. */
  readonly region?: string | undefined;
  readonly clocks: Clocks;
}

/**
 * A table of DynamoDB through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createTable({ name, access, region, clocks }: TableOptions): Promise<Table> {
  const client = new DynamoDBClient({
    ...(await clientConfig(access, region)),
    ...(region === undefined ? {} : { region }),
    // One attempt: retries are ours.
    maxAttempts: 1,
  });
  return {
    get: async (key, abortSignal) => {
      const command = new GetItemCommand({ TableName: name, Key: attributesOf(key), ConsistentRead: true });
      const dated = dateOf(command);
      const asked = clocks.steady();
      const { Item } = await client.send(command, { abortSignal });
      const date = dated();
      const times = { asked, heard: clocks.steady(), wall: clocks.wall() };
      return {
        item: Item === undefined ? undefined : itemOf(Item),
        heard: date === undefined ? undefined : { date, ...times },
      };
    },
    query: async ({ pk, between, isBackwards = false, most, after }, abortSignal) => {
      const [first, last] = between ?? [];
      const command = new QueryCommand({
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: `pk = :pk${between === undefined ? '' : ' AND sk BETWEEN :first AND :last'}`,
        ExpressionAttributeValues: attributesOf({
          ':pk': pk,
          ...(first === undefined || last === undefined ? {} : { ':first': first, ':last': last }),
        }),
        ScanIndexForward: !isBackwards,
        ...(most === undefined ? {} : { Limit: most }),
        ...(after === undefined ? {} : { ExclusiveStartKey: attributesOf(after) }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(command, { abortSignal });
      return {
        items: Items.map(itemOf),
        next: LastEvaluatedKey === undefined ? undefined : keyOf(LastEvaluatedKey),
      };
    },
    put: async (item, condition, abortSignal) => {
      const command = new PutItemCommand({
        TableName: name,
        Item: attributesOf(item),
        ...conditionOf(condition),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(command, { abortSignal });
        return undefined;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return itemOf(error.Item);
        throw error;
      }
    },
    update: async ({ key, set, condition }, abortSignal) => {
      const command = new UpdateItemCommand({
        TableName: name,
        Key: attributesOf(key),
        ...updateOf(set, condition),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        return itemOf((await client.send(command, { abortSignal })).Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return itemOf(error.Item);
        throw error;
      }
    },
    transact: async (writes, token, abortSignal) => {
      const command = new TransactWriteItemsCommand({
        TransactItems: writes.map((write) => transactItemOf(name, write)),
        ClientRequestToken: token,
      });
      try {
        await client.send(command, { abortSignal });
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException && isRefused(name, error)) return false;
        throw error;
      }
    },
  };
}

function transactItemOf(TableName: string, write: Write): TransactWriteItem {
  if (write.kind === 'put') return { Put: { TableName, Item: attributesOf(write.item) } };
  const Key = attributesOf(write.key);
  if (write.kind === 'delete') return { Delete: { TableName, Key } };
  return write.kind === 'check'
    ? { ConditionCheck: { TableName, Key, ...conditionOf(write.condition) } }
    : { Update: { TableName, Key, ...updateOf(write.set, write.condition) } };
}
