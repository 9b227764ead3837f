import type { Answer } from '../answer.ts';

/** Answers to some keys; a failure of one is an answer, a rejection is a bug. */
export type Answers<Key, Value> = ReadonlyMap<Key, Answer<Value>>;

/** Reads the keys of each region together, all regions at once, and puts the answers into the order of the keys. */
export async function readByRegion<Key extends { readonly region: string | undefined }, Value>(
  keys: readonly Key[],
  region: string | undefined,
  read: (keys: readonly Key[], region: string | undefined) => Promise<Answers<Key, Value>>,
): Promise<readonly Answer<Value>[]> {
  const groups = new Map<string | undefined, Key[]>();
  for (const key of keys) {
    const ofKey = key.region ?? region;
    const group = groups.get(ofKey) ?? [];
    groups.set(ofKey, group);
    group.push(key);
  }
  const answers = await Promise.all(Array.from(groups, ([ofGroup, group]) => read(group, ofGroup)));
  const all = joined(answers);
  return keys.map((key) => {
    const answer = all.get(key);
    if (answer === undefined) throw new TypeError('whatever is asked for is answered');
    return answer;
  });
}

/** All answers of several reads. */
export function joined<Key, Value>(answers: readonly Answers<Key, Value>[]): Answers<Key, Value> {
  return new Map(answers.flatMap((each) => [...each]));
}
