import type { Cdn } from '../invalidation.ts';

/** The same, with so many calls at once; the others wait in their order. */
export function limitCalls(cdn: Cdn, most: number): Cdn {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    invalidate: async (invalidation, signal) => {
      if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await cdn.invalidate(invalidation, signal);
      } finally {
        // The next one takes over this one's place.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
