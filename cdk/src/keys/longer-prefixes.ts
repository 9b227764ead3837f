/** Those of others' prefixes whose names `PREFIX-*` matches too: `stage-eu` of `stage`. */
export function longerPrefixes(prefix: string, others: readonly string[]): readonly string[] {
  return others.filter((other) => other.startsWith(`${prefix}-`));
}
