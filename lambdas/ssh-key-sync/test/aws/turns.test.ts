import { expect, it } from 'vitest';
import { createTurns } from '../../src/aws/turns.ts';

const SIGNAL = new AbortController().signal;

function turnsAt(perSecond: number, starts: readonly number[]): Promise<readonly number[]> {
  let clock = 0;
  const turn = createTurns({
    perSecond,
    clock: () => clock,
    sleep: async (milliseconds) => void (clock += milliseconds),
  });
  return starts.reduce<Promise<readonly number[]>>(async (before, start) => {
    const times = await before;
    clock = Math.max(clock, start);
    await turn(SIGNAL);
    return [...times, clock];
  }, Promise.resolve([]));
}

it.each([
  { name: 'at once, and then at even distances', perSecond: 10, starts: [0, 0, 0], expected: [0, 100, 200] },
  {
    name: 'without a wait where calls are rare',
    perSecond: 10,
    starts: [0, 150, 300],
    expected: [0, 150, 300],
  },
  {
    name: 'without a burst after a pause',
    perSecond: 5,
    starts: [0, 5_000, 5_000, 5_000],
    expected: [0, 5_000, 5_200, 5_400],
  },
])('turns come $name', async ({ perSecond, starts, expected }) => {
  expect(await turnsAt(perSecond, starts)).toEqual(expected);
});

it('turns end with the signal', async () => {
  const ended = new AbortController();
  const turn = createTurns({ perSecond: 1 });
  await turn(ended.signal);
  const waiting = turn(ended.signal);
  ended.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
});
