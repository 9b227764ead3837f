import { isPlain } from './tree/tree-of.ts';

/** What is made of the parts of a value while it is copied. */
export interface Copying<Context> {
  /** What stands for a value that is no plain object and no array. */
  readonly leaf: (value: unknown, context: Context) => unknown;
  /** The context of what stands under a key. */
  readonly below: (context: Context, key: string | number) => Context;
  /** Called for each copied object and array when it is complete. */
  readonly done?: (copy: object) => void;
}

/**
 * Copies plain objects and arrays, whatever circles they have; what comes twice in one context is copied once.
 *
 * @param context of the value; contexts are compared by identity.
 */
export function copyPlain<Context>(value: unknown, context: Context, copying: Copying<Context>): unknown {
  const copies = new Map<object, Map<Context, object>>();

  const copyOf = (each: unknown, at: Context): unknown => {
    const isList = Array.isArray(each);
    if (!isList && !isPlain(each)) return copying.leaf(each, at);
    const known = copies.get(each) ?? new Map<Context, object>();
    copies.set(each, known);
    const made = known.get(at);
    if (made !== undefined) return made;
    const prototype: object | null = Object.getPrototypeOf(each) === null ? null : Object.prototype;
    const copy: object = isList ? [] : Object.create(prototype);
    known.set(at, copy);
    for (const key of Object.keys(each)) {
      const child: unknown = Reflect.get(each, key);
      // Defined, not assigned: a key __proto__ stays a key.
      Object.defineProperty(copy, key, {
        value: copyOf(child, copying.below(at, isList ? Number(key) : key)),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    copying.done?.(copy);
    return copy;
  };
  return copyOf(value, context);
}
