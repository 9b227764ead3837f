import { isDeepStrictEqual } from 'node:util';
import { formatPath, type Path } from '@kmscrypt/core/documents';
import { reveal } from '../secrets/secret.ts';
import { isPlain } from '../tree/tree-of.ts';

/**
 * The paths of all values that were added, removed or changed, such as `db.password`, in order; of an added or removed object
 * those of its values. Secrets are compared by what they hold; undefined is the same as nothing.
 *
 * Instances of classes are compared by their properties and their text (`String(value)`): what neither shows is not seen.
 */
export function changedPaths(before: unknown, after: unknown): readonly string[] {
  const changed = new Set<string>();
  // Pairs that are being compared further up: a circle in both is no end.
  const above: (readonly [unknown, unknown])[] = [];

  const compare = (wrappedOld: unknown, wrappedNew: unknown, path: Path): void => {
    const [old, now] = [reveal(wrappedOld), reveal(wrappedNew)];
    if (old === now || above.some(([a, b]) => a === old && b === now)) return;
    const [oldKeys, newKeys] = [keysOf(old), keysOf(now)];
    const isSameKind = Array.isArray(old) === Array.isArray(now);
    if (oldKeys !== undefined && newKeys !== undefined && isSameKind) {
      above.push([old, now]);
      for (const key of new Set([...oldKeys, ...newKeys])) {
        compare(childOf(old, key), childOf(now, key), [...path, key]);
      }
      above.pop();
      return;
    }
    if (oldKeys === undefined && newKeys === undefined && isEqual(old, now)) return;
    tell(old, path);
    tell(now, path);
  };

  const tell = (value: unknown, path: Path): void => {
    if (value === undefined || above.some(([one]) => one === value)) return;
    const keys = keysOf(value);
    if (keys === undefined || keys.length === 0) {
      changed.add(formatPath(path));
      return;
    }
    above.push([value, value]);
    for (const key of keys) tell(reveal(childOf(value, key)), [...path, key]);
    above.pop();
  };

  compare(before, after, []);
  return [...changed];
}

/** @returns undefined where the value is no plain object and no array */
function keysOf(value: unknown): readonly (string | number)[] | undefined {
  if (Array.isArray(value)) return [...value.keys()];
  return isPlain(value) ? Object.keys(value) : undefined;
}

function childOf(value: unknown, key: string | number): unknown {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function isEqual(old: unknown, now: unknown): boolean {
  if (Object.is(old, now)) return true;
  const isFunction = typeof old === 'function' && typeof now === 'function';
  if (!isFunction && !isDeepStrictEqual(old, now)) return false;
  return textOf(old) === textOf(now);
}

/** Of a URL, a decimal number or a function it is all that there is to compare. */
function textOf(value: unknown): string | undefined {
  try {
    return String(value);
  } catch {
    return undefined;
  }
}
