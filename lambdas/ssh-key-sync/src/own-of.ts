/** What a record has under a key that others chose: it may be the name of a function that every object has, such as `constructor`. */
export function ownOf<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
