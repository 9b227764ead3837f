/** A number from 0 to below 1. */
export type Chance = () => number;

/** The same numbers for the same seed (xorshift32). */
export function fromSeed(seed: number): Chance {
  let state = (seed ^ 0x9e_37_79_b9) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
