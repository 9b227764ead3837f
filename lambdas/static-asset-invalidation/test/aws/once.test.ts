import { expect, it } from 'vitest';
import { once } from '../../src/aws/once.ts';

it('is made once, whoever asks and however often', async () => {
  let made = 0;
  const client = once(async () => (made += 1));
  expect(made).toBe(0);
  expect(await Promise.all([client(), client()])).toEqual([1, 1]);
  expect(await client()).toBe(1);
});

it('what failed is made again', async () => {
  let made = 0;
  const client = once(async () => {
    made += 1;
    if (made === 1) throw new Error('not yet');
    return made;
  });
  await expect(client()).rejects.toThrow('not yet');
  expect([await client(), await client()]).toEqual([2, 2]);
});
