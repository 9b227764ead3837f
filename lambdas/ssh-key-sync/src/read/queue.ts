import type { Todo } from '../state.ts';
import { addTodos, keyOf } from '../todo.ts';

/** What a pass still has before it. */
export interface Queue {
  add(todo: readonly Todo[]): void;
  /** Takes the next that is due: those of events before those of the whole read, and the oldest first. */
  take(now: number): Todo | undefined;
  rest(): readonly Todo[];
}

/** Holds what has to be read, each once. */
export function createQueue(todo: readonly Todo[]): Queue {
  const waiting = new Map<string, Todo>();
  const add = (added: readonly Todo[]): void => {
    for (const each of added) {
      const known = waiting.get(keyOf(each));
      const [merged = each] = known === undefined ? [each] : addTodos([known], [each]);
      waiting.set(keyOf(each), merged);
    }
  };
  add(todo);
  return {
    add,
    take: (now) => {
      let next: Todo | undefined;
      for (const each of waiting.values()) {
        if (each.due <= now && (next === undefined || isBefore(each, next))) next = each;
      }
      if (next !== undefined) waiting.delete(keyOf(next));
      return next;
    },
    rest: () => [...waiting.values()],
  };
}

function isBefore(one: Todo, other: Todo): boolean {
  return one.isWhole === other.isWhole ? one.due < other.due : other.isWhole;
}
