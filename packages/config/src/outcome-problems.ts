import { ConfigError } from './error.ts';
import type { Problem } from './problem.ts';
import type { Outcome, Wanted } from './resolve.ts';

/**
 * The problems of values that could not be read: each failure of each value. A failure that came of several keys at once
 * concerns the run, such as a network that is down, and is told once; so is what the run had no time for.
 */
export function problemsOf(
  wanted: readonly Wanted[],
  outcomes: readonly Outcome[],
  signal: AbortSignal,
): readonly Problem[] {
  const groups = new Map<unknown, { readonly failed: Failed[]; readonly keys: Set<string> }>();
  for (const [index, outcome] of outcomes.entries()) {
    const value = wanted[index];
    if (outcome.ok || value === undefined) continue;
    for (const { error, key } of outcome.failures) {
      const isEnded = error.code === 'ABORTED';
      const name = isEnded ? 'ABORTED' : error;
      const group = groups.get(name) ?? { failed: [], keys: new Set() };
      group.failed.push({ value, error });
      // What the run had no time for is one problem, whatever it was.
      group.keys.add(isEnded ? String(index) : key);
      groups.set(name, group);
    }
  }
  return Array.from(groups.values()).flatMap(({ failed, keys }) => {
    // Several tokens of one value may have failed with it.
    const byValue = new Map(failed.map((each) => [each.value, each]));
    const problems = Array.from(byValue.values(), ({ value, error }) =>
      problemOf(value, ended(error, failed, signal)),
    );
    const [first] = problems;
    if (keys.size < 2 || problems.length < 2 || first === undefined) return problems;
    return [andMore(first, problems.length - 1)];
  });
}

interface Failed {
  readonly value: Wanted;
  readonly error: Problem['error'];
}

function problemOf({ origin, path }: Wanted, error: Problem['error']): Problem {
  return { error, origin, path };
}

function andMore({ error, origin, path }: Problem, more: number): Problem {
  const reason = error instanceof ConfigError ? error.reason : error.message;
  const values = more === 1 ? 'and one more value' : `and ${more} more values`;
  const whole = new ConfigError(error.code, `(${values}) ${reason}`, { cause: error.cause });
  return { error: whole, origin, path };
}

/** What the end of the run was, with the failure that it last tried to get past. */
function ended(error: Problem['error'], failed: readonly Failed[], signal: AbortSignal): Problem['error'] {
  const why: unknown = signal.reason;
  if (error.code !== 'ABORTED' || !(why instanceof ConfigError)) return error;
  const last = failed.map((each) => each.error.cause).find((cause) => cause instanceof Error);
  const reason =
    last instanceof Error ? `${why.reason}; last: ${last.message}` : `${why.reason}; it was not answered`;
  return new ConfigError(why.code, reason);
}
