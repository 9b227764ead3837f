import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../src/cli/stacks/carry-out.ts';
import { reversed } from '../../../src/cli/stacks/ready-stacks.ts';
import { planOf, type StackPlan } from '../../../src/plan.ts';
import { fourAccounts, oneAccount, sixAccounts } from '../../support/configs.ts';

const GOOD = { status: 0, isInterrupted: false };

/** Runs stacks that each take some turns, and keeps what ran beside what. */
async function watch(
  stacks: readonly StackPlan[],
  atOnce: number,
  fails: Readonly<Record<string, number>> = {},
): Promise<{
  readonly begun: string[];
  readonly most: number;
  readonly outcome: Awaited<ReturnType<typeof carryOut>>;
}> {
  const begun: string[] = [];
  const done = new Set<string>();
  let running = 0;
  let most = 0;
  const outcome = await carryOut({
    stacks,
    atOnce,
    run: async ({ id, after }) => {
      begun.push(id);
      running += 1;
      most = Math.max(most, running);
      const waited = after.filter((each) => stacks.some((stack) => stack.id === each));
      expect(waited.filter((each) => !done.has(each))).toEqual([]);
      for (let turns = id.length % 3; turns >= 0; turns -= 1) await turn();
      running -= 1;
      const status = fails[id] ?? 0;
      if (status === 0) done.add(id);
      return { ...GOOD, status };
    },
  });
  return { begun, most, outcome };
}

describe.each([
  { name: 'one account', stacks: planOf(oneAccount()).stacks },
  { name: 'four accounts', stacks: planOf(fourAccounts()).stacks },
  { name: 'six accounts', stacks: planOf(sixAccounts()).stacks },
  { name: 'six accounts, deleted', stacks: reversed(planOf(sixAccounts()).stacks) },
])('$name', ({ stacks }) => {
  it('one at a time: in their order', async () => {
    const { begun, most, outcome } = await watch(stacks, 1);
    expect(begun).toEqual(stacks.map(({ id }) => id));
    expect(most).toBe(1);
    expect(outcome).toEqual({ done: begun, left: [], failed: undefined });
  });

  it('several at a time: each after those that it waits for', async () => {
    const { begun, most } = await watch(stacks, 4);
    expect(begun.toSorted()).toEqual(stacks.map(({ id }) => id).toSorted());
    expect(most).toBe(4);
  });
});

describe('after a failure', () => {
  const { stacks } = planOf(fourAccounts());

  it('nothing is begun', async () => {
    const { begun, outcome } = await watch(stacks, 1, { 'stage/keys': 3 });
    const at = stacks.findIndex(({ id }) => id === 'stage/keys');
    expect(begun).toHaveLength(at + 1);
    expect(outcome.failed).toEqual({ id: 'stage/keys', status: 3, isInterrupted: false });
    expect(outcome.done).toEqual(stacks.slice(0, at).map(({ id }) => id));
    expect(outcome.left).toEqual(stacks.slice(at).map(({ id }) => id));
  });

  it('what runs beside it ends, and counts as done', async () => {
    const pair = stacks.filter(({ id }) => id === 'stage/keys' || id === 'prod/network');
    const { outcome } = await watch(pair, 2, { 'stage/keys': 3 });
    expect(outcome).toMatchObject({ done: ['prod/network'], left: ['stage/keys'] });
  });

  it('an interrupted one is not done, whatever its status', async () => {
    const outcome = await carryOut({
      stacks,
      atOnce: 1,
      run: async () => ({ status: 0, isInterrupted: true }),
    });
    expect(outcome.done).toEqual([]);
    expect(outcome.failed?.isInterrupted).toBe(true);
  });
});
