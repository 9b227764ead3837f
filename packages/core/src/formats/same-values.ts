/**
 * Whether two trees of values are the same once each string and key of the first is put through `reveal`: the check
 * that a document still says exactly what it did. Objects are compared without order, each key must occur once;
 * it walks without recursion, as a document may be nested as deeply as its parser bears.
 */
export function sameValues(marked: unknown, actual: unknown, reveal: (text: string) => string): boolean {
  const pending: [unknown, unknown][] = [[marked, actual]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [one, other] = pair;
    if (typeof one === 'string') {
      if (typeof other !== 'string' || reveal(one) !== other) return false;
    } else if (!isObject(one) || !isObject(other)) {
      if (!Object.is(one, other)) return false;
    } else if (one instanceof Date || other instanceof Date) {
      if (!(one instanceof Date && other instanceof Date) || !Object.is(+one, +other)) return false;
    } else if (Array.isArray(one) || Array.isArray(other)) {
      if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
      for (const [index, item] of one.entries()) pending.push([item, other[index]]);
    } else if (!pushEntries(one, other, { reveal, pending })) return false;
  }
  return true;
}

type Tree = Readonly<Record<string, unknown>>;

// Own keys only, by Object.entries and Object.hasOwn: `__proto__` is a key like any other.
function pushEntries(
  one: Tree,
  other: Tree,
  to: { readonly reveal: (text: string) => string; readonly pending: [unknown, unknown][] },
): boolean {
  const keys = new Set<string>();
  for (const [key, value] of Object.entries(one)) {
    const revealed = to.reveal(key);
    if (keys.has(revealed) || !Object.hasOwn(other, revealed)) return false;
    keys.add(revealed);
    to.pending.push([value, other[revealed]]);
  }
  return keys.size === Object.keys(other).length;
}

function isObject(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
