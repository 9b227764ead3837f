import fc from 'fast-check';
import type { CoverInput } from '../../src/cover.ts';

/** Something to cover, with all that is in the bucket and has not changed. */
export interface Problem {
  readonly paths: readonly string[];
  readonly open: readonly string[];
  readonly unchanged: readonly string[];
  /** Whole numbers, so that costs are exact. */
  readonly pathPrice: number;
  readonly refetchPrice: number;
  readonly wildcardPrice?: number;
  readonly mayDropAll: boolean;
  readonly mostPaths: number;
  readonly mostWildcards: number;
}

export interface Size {
  readonly paths: number;
  /** Default 0. */
  readonly fewestPaths?: number;
  readonly unchanged: number;
  /** The most characters of a path. */
  readonly characters: number;
}

/** Few, so that paths have much in common; two pairs of characters whose bytes begin alike. */
const CHARACTERS = ['/', 'a', 'b', '%20', '%C3%A9', '%C3%A8', '%F0%9F%98%80', '%F0%9F%98%81'];

/** Problems of a size. */
export function problems({ paths, fewestPaths = 0, unchanged, characters }: Size): fc.Arbitrary<Problem> {
  const path = fc
    .array(fc.constantFrom(...CHARACTERS), { maxLength: characters, size: 'max' })
    .map((each) => `/${each.join('')}`);
  return fc
    .record({
      paths: fc.uniqueArray(path, { minLength: fewestPaths, maxLength: paths, size: 'max' }),
      isOpen: fc.oneof(
        fc.constant([]),
        fc.array(fc.boolean(), { minLength: paths, maxLength: paths, size: 'max' }),
      ),
      others: fc.array(path, { maxLength: unchanged, size: 'max' }),
      pathPrice: fc.integer({ min: 1, max: 9 }),
      refetchPrice: fc.nat(9),
      mayDropAll: fc.boolean(),
      mostPaths: fc.nat(paths + 1),
      mostWildcards: fc.nat(4),
    })
    .map(({ isOpen, others, ...rest }) => ({
      ...rest,
      // Nothing but `/*` covers an open root.
      open: rest.paths.filter((each, index) => isOpen[index] === true && (rest.mayDropAll || each !== '/')),
      unchanged: others.filter((each) => !rest.paths.includes(each)),
    }));
}

/** What the optimiser is told of a problem. */
export function inputOf({ open, unchanged, ...problem }: Problem): CoverInput {
  const over = (prefix: string): number => unchanged.filter((path) => path.startsWith(prefix)).length;
  return { ...problem, open: new Set(open), over };
}
