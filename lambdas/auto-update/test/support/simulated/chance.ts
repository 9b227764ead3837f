/** Chance that is the same for the same seed. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number of `from` to `to`, both among them. */
  whole(from: number, to: number): number;
  /** Any number of `from` to `to`. */
  between(from: number, to: number): number;
  /** Whether what happens so often happens now. */
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of its own, so that what is drawn there changes nothing here. */
  fork(): Chance;
}

/** A generator of 32 bits by a Weyl sequence and a hash of each of its numbers. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let hash = state;
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    between: (from, to) => from + next() * (to - from),
    happens: (share) => next() < share,
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    fork: () => chanceOf(Math.floor(next() * 2 ** 31)),
  };
}
