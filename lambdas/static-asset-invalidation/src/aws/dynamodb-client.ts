import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type AwsAccess, clientConfig } from '@kmscrypt/core/aws-client';
import type { ReadableTable } from '@kmscrypt/lambda';

/** An item, by attribute. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** A table whose items have the partition key `pk` and end with the time in `expires`. Rejects with the SDK's errors. */
export interface Table extends ReadableTable<Item> {
  /** Adds to a number or a set; makes the item where there is none. */
  add(addition: Addition, signal: AbortSignal): Promise<void>;
}

export interface Addition {
  readonly key: string;
  readonly attribute: string;
  readonly value: AttributeValue;
  /** In seconds since the epoch. */
  readonly expires: number;
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
        items: Object.values(output.Responses ?? {}).flat(),
        left: left.flatMap(({ pk }) => pk?.S ?? []),
      };
    },
    add: async ({ key, attribute, value, expires }, signal) => {
      const command = new UpdateItemCommand({
        TableName: name,
        Key: { pk: { S: key } },
        UpdateExpression: 'ADD #attribute :value SET #expires = :expires',
        ExpressionAttributeNames: { '#attribute': attribute, '#expires': 'expires' },
        ExpressionAttributeValues: { ':value': value, ':expires': { N: String(expires) } },
      });
      await client.send(command, { abortSignal: signal });
    },
  };
}
