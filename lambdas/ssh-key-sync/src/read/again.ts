import { EVENT_STALE } from '../belief/fact.ts';
import type { Todo } from '../state.ts';

const MINUTE = 60_000;
const LONGEST = 30 * MINUTE;

/** A todo that has failed: it is tried again after 1, 2, 4, … minutes, at most 30. */
export function afterFailure(todo: Todo, now: number): Todo {
  return {
    ...todo,
    failures: todo.failures + 1,
    due: now + Math.min(LONGEST, MINUTE * 2 ** Math.min(todo.failures, 10)),
  };
}

/** The second read of what an event has told, where the first one, begun at `at`, may have been too early to show it. */
export function afterStale({ since, ...todo }: Todo, at: number): readonly Todo[] {
  if (since === undefined || at >= since + EVENT_STALE) return [];
  return [{ ...todo, due: since + EVENT_STALE, failures: 0, isWhole: false }];
}
