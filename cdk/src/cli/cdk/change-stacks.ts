import type { Plan, StackPlan } from '../../plan.ts';
import { carryOut, type Outcome } from '../stacks/carry-out.ts';
import { profileOf } from '../stacks/profile-of.ts';
import type { Surroundings } from '../surroundings.ts';
import { ASSEMBLY } from './assembly.ts';
import { haltLines, wordOf } from './go-on.ts';

export interface Change {
  readonly verb: 'deploy' | 'destroy';
  readonly plan: Plan;
  /** In the order in which they are changed; `after` says what each waits for. */
  readonly stacks: readonly StackPlan[];
  /** How many at once, at most. */
  readonly atOnce: number;
  /** Pattern of AWS CLI profiles; default: the credentials that we have. */
  readonly profiles?: string | undefined;
  /** Options for cdk. */
  readonly rest: readonly string[];
}

/** Deploys or deletes stacks one by one, each by a cdk of its own, and tells how it goes. Answers with the exit status. */
export async function changeStacks(change: Change, surroundings: Surroundings): Promise<number> {
  const { verb, plan, stacks, atOnce, profiles, rest } = change;
  const { cwd, env, tell, runCdk, now } = surroundings;
  // A wrong pattern is told before anything is changed.
  const profileById = new Map(
    profiles === undefined
      ? []
      : stacks.map((stack) => [stack.id, profileOf(profiles, plan, stack)] as const),
  );
  const start = now();
  let count = 0;
  const outcome = await carryOut({
    stacks,
    atOnce,
    run: async (stack) => {
      const { id, account, region } = stack;
      count += 1;
      const place = `[${count}/${stacks.length}] ${id}`;
      const began = now();
      const profile = profileById.get(id);
      tell(`${place} (${account}, ${region}) ...`);
      const end = await runCdk({
        cwd,
        env,
        label: atOnce > 1 ? id : undefined,
        args: [
          verb,
          id,
          '--app',
          ASSEMBLY,
          '--exclusively',
          ...(profile === undefined ? [] : ['--profile', profile]),
          ...rest,
        ],
      });
      tell(`${place} ${wordOf(end)} after ${seconds(now() - began)}`);
      return end;
    },
  });
  for (const line of summary(change, outcome)) tell(line);
  if (outcome.failed === undefined) tell(`done: ${stacks.length} in ${seconds(now() - start)}`);
  return statusOf(outcome);
}

function summary(
  { verb, plan, atOnce, profiles, rest }: Change,
  { done, left, failed }: Outcome,
): readonly string[] {
  if (failed === undefined) return [];
  const all = left.length === plan.stacks.length;
  const everything = verb === 'destroy' ? ['--all'] : [];
  const again = [
    ...(all ? everything : left),
    ...(atOnce > 1 ? ['--parallel', String(atOnce)] : []),
    ...(profiles === undefined ? [] : ['--profiles', profiles]),
  ];
  return haltLines({ verb, failed, done, left, again, rest });
}

function statusOf({ failed }: Outcome): number {
  if (failed === undefined) return 0;
  return failed.isInterrupted ? 130 : failed.status;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
