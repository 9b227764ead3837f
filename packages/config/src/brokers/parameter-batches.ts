import type { ParameterKey } from './broker.ts';

/** What GetParameters takes at most. */
const BATCH = 10;

/**
 * Puts keys into as few batches as it can, without two of one parameter in any: what SSM answers to a name with several
 * versions in one call is not documented, and so a name alone tells which answer belongs to which key.
 */
export function parameterBatches(keys: readonly ParameterKey[]): readonly (readonly ParameterKey[])[] {
  const batches: { readonly keys: ParameterKey[]; readonly names: Set<string> }[] = [];
  for (const key of keys) {
    const name = plainName(key.name);
    let batch = batches.find((each) => each.keys.length < BATCH && !each.names.has(name));
    if (batch === undefined) {
      batch = { keys: [], names: new Set() };
      batches.push(batch);
    }
    batch.keys.push(key);
    batch.names.add(name);
  }
  return batches.map((batch) => batch.keys);
}

/** The same for a name and an ARN of it; an ARN does not tell whether the name begins with a slash. */
function plainName(name: string): string {
  return name.replace(/^arn:(?:[^:]*:){4}parameter/u, '').replace(/^\//u, '');
}
