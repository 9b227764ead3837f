import { copyPlain } from '../copy-plain.ts';

/**
 * A copy whose plain objects and arrays cannot be changed. What it is made of is left as it is, as it may hold objects of the
 * schema's that others use; instances of classes are these.
 */
export function frozenCopy<T>(value: T): T {
  const copy = copyPlain(value, undefined, {
    leaf: (leaf) => leaf,
    below: () => undefined,
    done: (made) => {
      Object.freeze(made);
    },
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is built as the value is
  return copy as T;
}
