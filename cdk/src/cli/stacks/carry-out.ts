import type { CdkEnd } from '../cdk/run-cdk.ts';
import { type Ordered, readyStacks } from './ready-stacks.ts';

export interface Work<S extends Ordered> {
  /** In an order in which they can be done one after the other. */
  readonly stacks: readonly S[];
  /** How many at once, at most; 1: in the order of `stacks`. */
  readonly atOnce: number;
  /** Does one. */
  readonly run: (stack: S) => Promise<CdkEnd>;
}

/** What came of it. */
export interface Outcome {
  /** Ids, in the order in which they were done. */
  readonly done: readonly string[];
  /** Ids, in the order of `stacks`, the failed ones among them. */
  readonly left: readonly string[];
  /** The first that failed, and how. */
  readonly failed?: (CdkEnd & { readonly id: string }) | undefined;
}

/** Does stacks, each after those that it waits for. After a failure none is begun; those that run end. */
export async function carryOut<S extends Ordered>({ stacks, atOnce, run }: Work<S>): Promise<Outcome> {
  const done = new Set<string>();
  const begun = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let failed: Outcome['failed'];
  const begin = async (stack: S): Promise<void> => {
    const end = await run(stack);
    running.delete(stack.id);
    if (end.status === 0 && !end.isInterrupted) done.add(stack.id);
    else failed ??= { ...end, id: stack.id };
  };
  for (;;) {
    const ready = failed === undefined ? readyStacks({ stacks, done, begun }) : [];
    for (const id of ready.slice(0, atOnce - running.size)) {
      const stack = stacks.find((each) => each.id === id);
      if (stack === undefined) continue;
      begun.add(id);
      running.set(id, begin(stack));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  return { done: [...done], left: stacks.map(({ id }) => id).filter((id) => !done.has(id)), failed };
}
