/** Slack takes about a message a second in a channel, with short bursts: here, none at all. */
export interface Pace {
  /** Undefined: in time; else how many seconds it is too early. */
  readonly take: () => number | undefined;
}

/** @param now default: no pace is asked for */
export function paceOf(now?: () => number): Pace {
  let last = Number.NEGATIVE_INFINITY;
  return {
    take: () => {
      if (now === undefined) return undefined;
      const early = last + 1_000 - now();
      if (early > 0) return Math.ceil(early / 1_000);
      last = now();
      return undefined;
    },
  };
}
