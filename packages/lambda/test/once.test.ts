import { expect, test } from 'vitest';
import { once } from '../src/once.ts';

test('it is made when it is first asked for, and kept', async () => {
  let made = 0;
  const get = once(async () => (made += 1));
  expect(made).toBe(0);
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

test.each([
  ['rejects', async () => Promise.reject(new Error('no'))],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
])('what %s is told to all who wait, and made again', async (_name, fail: () => Promise<number>) => {
  let attempts = 0;
  const get = once<number>(() => {
    attempts += 1;
    return attempts === 1 ? fail() : Promise.resolve(attempts);
  });
  const first = get();
  await expect(first).rejects.toThrow('no');
  expect(await get()).toBe(2);
  expect(await get()).toBe(2);
});

test('a failure does not undo what has been made after it', async () => {
  const outcomes = [Promise.reject(new Error('no')), Promise.resolve('made')];
  let attempts = 0;
  const get = once(() => outcomes[attempts++] ?? Promise.resolve('made again'));
  const late = Promise.allSettled([get(), get()]);
  expect((await late).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await Promise.all([get(), get()])).toEqual(['made', 'made']);
  expect(attempts).toBe(2);
});
