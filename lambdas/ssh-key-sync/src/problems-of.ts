import type { Problem } from './plan-types.ts';
import type { Round } from './round.ts';

/** Problems of all rounds, each once: most last longer than a round. */
export function problemsOf(rounds: readonly Round[]): readonly Problem[] {
  const all = rounds.flatMap(({ plan }) => plan.problems);
  return [...new Map(all.map((problem) => [`${problem.code} ${problem.subject}`, problem])).values()];
}
