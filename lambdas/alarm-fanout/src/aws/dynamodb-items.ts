import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item of the store, as it is in the table. */
export interface Item {
  readonly key: string;
  /** JSON. */
  readonly value: string;
  /** From 1. */
  readonly version: number;
  /** Whose write it was: another one each time. */
  readonly writer: string;
  /** In seconds since the epoch. */
  readonly expires: number;
}

type Attributes = Readonly<Record<string, AttributeValue>>;

export function attributesOf({ key, value, version, writer, expires }: Item): Record<string, AttributeValue> {
  return {
    pk: { S: key },
    value: { S: value },
    version: { N: String(version) },
    writer: { S: writer },
    expires: { N: String(expires) },
  };
}

export function itemOf({ pk, value, version, writer, expires }: Attributes): Item {
  return {
    key: pk?.S ?? '',
    value: value?.S ?? 'null',
    version: Number(version?.N),
    writer: writer?.S ?? '',
    expires: Number(expires?.N),
  };
}
