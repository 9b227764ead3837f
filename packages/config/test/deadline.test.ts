import { expect, test } from 'vitest';
import { withDeadline } from '../src/deadline.ts';
import { ConfigError } from '../src/error.ts';

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new ConfigError('ABORTED', 'the run was ended')));
  });
}

test('a deadline is told as one, whoever notices it first', async () => {
  const run = withDeadline(untilAborted, { deadline: 1, purpose: 'foreground' });
  await expect(run).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

test('work that does not listen is left behind', async () => {
  const run = withDeadline(() => new Promise(() => {}), { deadline: 1, purpose: 'foreground' });
  await expect(run).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

test("the caller's signal is no deadline", async () => {
  const signal = AbortSignal.abort();
  const run = withDeadline(untilAborted, { deadline: 60_000, signal, purpose: 'foreground' });
  await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
});

test('a failure of the work is its own', async () => {
  const failure = new ConfigError('SCHEMA_REJECTED', 'no');
  const run = withDeadline(() => Promise.reject(failure), { deadline: 60_000, purpose: 'foreground' });
  await expect(run).rejects.toBe(failure);
});
