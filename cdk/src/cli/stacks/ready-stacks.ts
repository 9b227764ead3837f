import type { StackPlan } from '../../plan.ts';

/** What is known of a stack where only the order matters. */
export type Ordered = Pick<StackPlan, 'id' | 'after'>;

export interface Progress {
  readonly stacks: readonly Ordered[];
  /** Ids of those that are done. */
  readonly done: ReadonlySet<string>;
  /** Ids of those that have been begun, done or not. */
  readonly begun: ReadonlySet<string>;
}

/** The stacks that may begin now: those that wait for none of the others, but for done ones. What is not among `stacks` is not waited for. */
export function readyStacks({ stacks, done, begun }: Progress): readonly string[] {
  const chosen = new Set(stacks.map(({ id }) => id));
  return stacks
    .filter(({ id, after }) => !begun.has(id) && after.every((each) => done.has(each) || !chosen.has(each)))
    .map(({ id }) => id);
}

/** The stacks in the order in which they are deleted: each waits for those that were built upon it. */
export function reversed<S extends Ordered>(stacks: readonly S[]): readonly S[] {
  return stacks.toReversed().map((stack) => ({
    ...stack,
    after: stacks.filter(({ after }) => after.includes(stack.id)).map(({ id }) => id),
  }));
}
