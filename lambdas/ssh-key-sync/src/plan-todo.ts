import type { Todo } from './state.ts';
import { addTodos, keyOf } from './todo.ts';

/** Adds what is wanted. What is to be read before that anyway, or is being tried again after a failure, is left as it is: after it, what is still wanted is found again. */
export function withWanted(todo: readonly Todo[], wanted: readonly Todo[]): readonly Todo[] {
  const known = new Map(todo.map((each) => [keyOf(each), each]));
  return addTodos(
    todo,
    wanted.filter((each) => {
      const there = known.get(keyOf(each));
      return there === undefined || (there.failures === 0 && there.due > each.due);
    }),
  );
}
