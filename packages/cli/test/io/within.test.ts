import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { within } from '../../src/io/within.ts';

it('answers with what the work answers', async () => {
  expect(await within(1000, async () => 1)).toBe(1);
});

it('fails as the work fails', async () => {
  await expect(within(1000, () => Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError);
});

it.each([
  ['takes no heed of the signal', () => new Promise(() => {})],
  ['ends by the signal', (signal: AbortSignal) => delay(60_000, undefined, { signal })],
])('does not wait for what %s', async (_name, work) => {
  await expect(within(10, work)).rejects.toMatchObject({ code: 'TIMEOUT' });
});
