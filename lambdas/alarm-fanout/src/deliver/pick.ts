import type { Held, LaneState } from './lane-state.ts';

/**
 * What goes next: as much as a digest may list, first what has failed the least; what is known to fail, and what is behind that,
 * goes last, and each alone.
 *
 * @param tried subjects of what has failed alone just now.
 */
export function pick({ held, size }: LaneState, tried: ReadonlySet<string>): readonly Held[] {
  const open = held.filter(({ subject = '' }) => !tried.has(subject));
  const worn = new Set(open.filter(isWorn).map(({ subject }) => subject));
  const free = open.filter(({ subject }) => !worn.has(subject));
  const chosen = free.length > 0 ? leastFailed(free).slice(0, size) : leastFailed(open).slice(0, 1);
  const isChosen = new Set(chosen);
  return open.filter((each) => isChosen.has(each));
}

/** By subject, so that what is behind one that has failed stays there. */
function leastFailed(held: readonly Held[]): readonly Held[] {
  const chains = [...Map.groupBy(held, ({ subject }) => subject).values()];
  return chains.toSorted((a, b) => failuresOf(a) - failuresOf(b)).flat();
}

function isWorn({ worn = 0 }: Held): boolean {
  return worn > 0;
}

function failuresOf([first]: readonly Held[]): number {
  return first?.failures ?? 0;
}
