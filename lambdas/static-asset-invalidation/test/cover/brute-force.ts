import type { Problem } from './problems.ts';

/** What can be told of a cover's cost. */
export interface Totals {
  readonly items: number;
  readonly dropped: number;
  readonly wildcards: number;
}

/** Whether a wildcard may end so: a text that cannot be decoded has been cut within a character. */
export function isLegalPrefix(prefix: string): boolean {
  try {
    return decodeURIComponent(prefix).startsWith('/');
  } catch {
    return false;
  }
}

/** Every prefix of some paths that a wildcard may have. */
export function legalPrefixes({ paths, mayDropAll }: Problem): readonly string[] {
  const prefixes = paths.flatMap((path) => Array.from(path, (_, index) => path.slice(0, index + 1)));
  return [...new Set(prefixes)].filter((prefix) => isLegalPrefix(prefix) && (mayDropAll || prefix !== '/'));
}

/**
 * The totals of every cover in which each item covers a path that none before it does: each path by itself unless it is open, or
 * by a wildcard with any legal prefix, wildcards within wildcards included. What two wildcards drop counts once.
 */
export function everyCover(problem: Problem): readonly Totals[] {
  const { paths, open, unchanged } = problem;
  const wildcards = legalPrefixes(problem).map((prefix) => ({
    covered: maskOf(paths, (path) => path.startsWith(prefix)),
    dropped: maskOf(unchanged, (path) => path.startsWith(prefix)),
  }));
  const found = new Map<string, Totals>();
  const cover = (index: number, state: Masks): void => {
    if (index === paths.length) {
      const totals = { items: state.items, dropped: bitsOf(state.dropped), wildcards: state.wildcards };
      found.set(Object.values(totals).join(), totals);
      return;
    }
    const bit = 1 << index;
    if ((state.covered & bit) !== 0) {
      cover(index + 1, state);
      return;
    }
    const items = state.items + 1;
    if (!open.includes(paths[index] ?? '')) cover(index + 1, { ...state, items });
    for (const { covered, dropped } of wildcards.filter((wildcard) => (wildcard.covered & bit) !== 0)) {
      cover(index + 1, {
        items,
        covered: state.covered | covered,
        dropped: state.dropped | dropped,
        wildcards: state.wildcards + 1,
      });
    }
  };
  cover(0, { items: 0, covered: 0, dropped: 0, wildcards: 0 });
  return [...found.values()];
}

interface Masks {
  readonly items: number;
  readonly wildcards: number;
  /** Bit by bit which paths are covered, and which unchanged ones dropped. */
  readonly covered: number;
  readonly dropped: number;
}

function maskOf(paths: readonly string[], test: (path: string) => boolean): number {
  return paths.reduce((mask, path, index) => (test(path) ? mask | (1 << index) : mask), 0);
}

function bitsOf(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
