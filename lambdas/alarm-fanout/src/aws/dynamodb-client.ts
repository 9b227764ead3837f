import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { ReadableTable } from '@kmscrypt/lambda';
import { attributesOf, type Item, itemOf } from './dynamodb-items.ts';

/** A table whose items have the partition key `pk`. Rejects with the SDK's errors. */
export interface Table extends ReadableTable<Item> {
  /**
   * Writes an item where there is one of the version before it, or none before its first.
   *
   * @returns what is there instead.
   */
  put(item: Item, signal: AbortSignal): Promise<'written' | { readonly writer: string | undefined }>;
}

/**
 * A table of DynamoDB through the SDK.
 *
 * @throws KmscryptError `CREDENTIALS_MISSING`, `INVALID_OPTION`
 */
export async function createTable(name: string, access: AwsAccess): Promise<Table> {
  const client = new DynamoDBClient({ ...(await clientConfig(access, undefined)), maxAttempts: 1 });
  return {
    get: async (keys, signal) => {
      const command = new BatchGetItemCommand({
        RequestItems: { [name]: { Keys: keys.map((pk) => ({ pk: { S: pk } })), ConsistentRead: true } },
      });
      const output = await client.send(command, { abortSignal: signal });
      const left = Object.values(output.UnprocessedKeys ?? {}).flatMap(({ Keys }) => Keys ?? []);
      return {
        items: Object.values(output.Responses ?? {})
          .flat()
          .map(itemOf),
        left: left.flatMap(({ pk }) => pk?.S ?? []),
      };
    },
    put: async (item, signal) => {
      const isFirst = item.version === 1;
      const command = new PutItemCommand({
        TableName: name,
        Item: attributesOf(item),
        ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : '#version = :before',
        ...(isFirst
          ? {}
          : {
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': { N: String(item.version - 1) } },
            }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(command, { abortSignal: signal });
        return 'written';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { writer: error.Item?.['writer']?.S };
      }
    },
  };
}
