import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withDeadline } from '../src/deadline.ts';

it('the longest deadline and start jitter together are no deadline of a millisecond', async () => {
  const work = (signal: AbortSignal): Promise<string> => delay(100, 'done', { signal });
  const options = { deadline: 2 ** 30, startJitter: 2 ** 30, purpose: 'foreground' } as const;
  expect(await withDeadline(work, options)).toBe('done');
});
