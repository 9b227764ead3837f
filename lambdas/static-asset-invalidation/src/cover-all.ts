import type { Cover, CoverInput } from './cover.ts';
import { leastThatFits, type Weighed } from './cover/least-price.ts';
import { type Found, type Subject, subjectOf } from './cover/subject.ts';
import { MOST_WILDCARDS } from './invalidation.ts';

interface Candidate {
  readonly subject: Subject;
  readonly found: Found;
}

interface Candidates extends Weighed {
  readonly all: readonly Candidate[];
}

/**
 * Covers for several distributions that share an allowance of items, in their order. Each is what {@link cover} finds, unless
 * there are too many items in all: then `pathPrice` rises for all of them to the lowest at which they fit. Where they never do,
 * each has as few items as can be.
 *
 * @param inputs all with the same `pathPrice` and `refetchPrice`.
 */
export function coverAll(inputs: readonly CoverInput[], allowance: number): readonly Cover[] {
  const price = inputs[0]?.pathPrice ?? 0;
  const own = inputs.map((input) => {
    const subject = subjectOf(input, MOST_WILDCARDS);
    return { subject, ...leastThatFits(subject.solve, price, input.mostPaths) };
  });
  const solve = (higher: number): Candidates => {
    // What fits at a price fits at all above it.
    const all = own.map(({ subject, price: least, found }) => ({
      subject,
      found: higher <= least ? found : subject.solve(higher),
    }));
    return {
      all,
      items: all.reduce((sum, { found }) => sum + found.items, 0),
      rest: all.reduce((sum, { found }) => sum + found.rest, 0),
    };
  };
  return leastThatFits(solve, price, allowance).found.all.map(({ subject, found }) => subject.write(found));
}
