/**
 * A value that is there by what was done before.
 *
 * @param claim why it is, for the message.
 * @throws TypeError where it is not: a bug, after which nothing may be written
 */
export function demanded<Value>(value: Value | undefined, claim: string): Value {
  if (value === undefined) throw new TypeError(claim);
  return value;
}
