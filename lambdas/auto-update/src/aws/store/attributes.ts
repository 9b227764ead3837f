import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { LambdaError } from '@kmscrypt/lambda';
import type { Condition, Item, Key, Value } from './table.ts';

type Attributes = Record<string, AttributeValue>;

export function attributesOf(item: Item): Attributes {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeOf(value)]));
}

/** @throws LambdaError `STATE_INVALID`: it was not written by us. */
export function itemOf(attributes: Readonly<Attributes> = {}): Item {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, valueOf(name, value)]));
}

export function keyOf({ pk, sk }: Readonly<Attributes>): Key {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}

/** What a conditional write takes. */
export function conditionOf(condition: Condition) {
  const entries = Object.entries(condition);
  const values = entries.flatMap(([name, value]) =>
    value === undefined ? [] : [[`:is_${name}`, attributeOf(value)] as const],
  );
  return {
    ConditionExpression: entries
      .map(([name, value]) =>
        value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :is_${name}`,
      )
      .join(' AND '),
    ExpressionAttributeNames: namesOf(condition),
    // An empty list of values is refused.
    ...(values.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

/** What an update of some attributes takes, on a condition. */
export function updateOf(set: Item, condition: Condition) {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = conditionOf(condition);
  const values = Object.entries(set).map(([name, value]) => [`:to_${name}`, attributeOf(value)]);
  return {
    UpdateExpression: `SET ${Object.keys(set)
      .map((name) => `#${name} = :to_${name}`)
      .join(', ')}`,
    ConditionExpression,
    ExpressionAttributeNames: { ...ExpressionAttributeNames, ...namesOf(set) },
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ...Object.fromEntries(values) },
  };
}

function namesOf(attributes: object): Record<string, string> {
  return Object.fromEntries(Object.keys(attributes).map((name) => [`#${name}`, name]));
}

function attributeOf(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  return typeof value === 'boolean' ? { BOOL: value } : { B: value };
}

function valueOf(name: string, { S, N, BOOL, B }: AttributeValue): Value {
  const value = S ?? BOOL ?? B ?? (N === undefined ? undefined : Number(N));
  if (value === undefined)
    throw new LambdaError('STATE_INVALID', `an item has an attribute ${name} that is not ours`);
  return value;
}
