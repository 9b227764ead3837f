import type { Chance } from './random.ts';
import type { Span } from './spans.ts';

/** How often what fails, in a while. */
export interface Storm extends Span {
  /** Share of calls of IAM and of the parameters that fail. */
  readonly reads: number;
  /** Of calls of the store. */
  readonly store: number;
  /** Of commands. */
  readonly fleet: number;
  /** Of invocations that end too early. */
  readonly crashes: number;
}

export interface Weather {
  readonly storms: readonly Storm[];
  /** Between the storms: nothing fails, but for what is always so (stale reads, late and lost events, two runs at once). */
  readonly calms: readonly Span[];
  readonly end: number;
  at(time: number): Storm | undefined;
}

const MINUTE = 60_000;

/** Storms and calms by turns; each calm is long enough for the bound to be seen. */
export function weatherOf(
  chance: Chance,
  { begin, storms, calm }: { readonly begin: number; readonly storms: number; readonly calm: number },
): Weather {
  const made: Storm[] = [];
  const calms: Span[] = [];
  let from = begin;
  for (let index = 0; index < storms; index += 1) {
    const to = from + chance.between(15, 45) * MINUTE;
    made.push({
      from,
      to,
      // One in four: hardly anything can be read.
      reads: chance.pick([0.02, 0.1, 0.3, 0.9]),
      store: chance.pick([0, 0.05, 0.3]),
      fleet: chance.pick([0, 0.3]),
      crashes: chance.pick([0, 0.1, 0.4]),
    });
    calms.push({ from: to, to: to + calm });
    from = to + calm;
  }
  return {
    storms: made,
    calms,
    end: from,
    at: (time) => made.find((storm) => storm.from <= time && time < storm.to),
  };
}
