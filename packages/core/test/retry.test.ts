import { describe, expect, it } from 'vitest';
import { KmscryptError, type KmscryptErrorCode } from '../src/error.ts';
import { createPace, retry, type RetryOptions } from '../src/retry.ts';
import { virtualTime } from './support/virtual-time.ts';

/** Calls something that fails `failures` times, with time that does not pass. */
async function run(
  code: KmscryptErrorCode,
  failures = Infinity,
  options: RetryOptions = {},
): Promise<{ outcome: unknown; calls: number; waits: number[] }> {
  const waits: number[] = [];
  let calls = 0;
  const outcome = await retry(
    async () => {
      calls += 1;
      if (calls <= failures) throw new KmscryptError(code, `attempt ${calls}`);
      return 'answer';
    },
    { random: () => 1, sleep: async (milliseconds) => waits.push(milliseconds), ...options },
  ).catch((error: unknown) => error);
  return { outcome, calls, waits };
}

/** The same with one code after the other, then an answer. */
async function failing(
  codes: readonly KmscryptErrorCode[],
  options: RetryOptions = {},
): Promise<{ outcome: unknown; calls: number }> {
  let calls = 0;
  const call = async (): Promise<string> => {
    const code = codes[calls];
    calls += 1;
    if (code !== undefined) throw new KmscryptError(code, `attempt ${calls}`);
    return 'answer';
  };
  const outcome = await retry(call, { random: () => 0, ...options }).catch((error: unknown) => error);
  return { outcome, calls };
}

it.each<[KmscryptErrorCode, number]>([
  ['THROTTLED', 8],
  ['KMS_FAILED', 5],
  ['NETWORK', 4],
  ['TIMEOUT', 2],
  ['CLOCK_SKEW', 2],
  ['ACCESS_DENIED', 1],
  ['CIPHERTEXT_REFUSED', 1],
  ['CREDENTIALS_EXPIRED', 1],
  ['ABORTED', 1],
])('%s: %i attempts, and the last failure stands', async (code, attempts) => {
  const { outcome, calls, waits } = await run(code);
  expect(calls).toBe(attempts);
  expect(waits).toHaveLength(attempts - 1);
  expect(outcome).toMatchObject({ code, message: `attempt ${attempts}` });
});

it('answers as soon as a call does', async () => {
  const { outcome, calls } = await run('THROTTLED', 3);
  expect({ outcome, calls }).toEqual({ outcome: 'answer', calls: 4 });
});

it('tries no more often than it is told', async () => {
  expect(await run('THROTTLED', Infinity, { maxAttempts: 3 })).toMatchObject({ calls: 3 });
  expect(await run('TIMEOUT', Infinity, { maxAttempts: 3 })).toMatchObject({ calls: 2 });
});

it('passes on what is no error of ours at once', async () => {
  let calls = 0;
  const bug = new TypeError('a bug');
  const broken = async (): Promise<void> => {
    calls += 1;
    throw bug;
  };
  await expect(retry(broken)).rejects.toBe(bug);
  expect(calls).toBe(1);
});

describe('full jitter', () => {
  it('doubles the bound from 100 ms up to 5 s', async () => {
    const { waits } = await run('THROTTLED');
    expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000]);
  });

  it('waits a random share of it', async () => {
    const { waits } = await run('THROTTLED', 2, { random: () => 0.25 });
    expect(waits).toEqual([25, 50]);
    expect((await run('THROTTLED', 2, { random: () => 0 })).waits).toEqual([0, 0]);
  });
});

describe('a signal', () => {
  const throttled = async (): Promise<never> => {
    throw new KmscryptError('THROTTLED', 'slow down');
  };

  it('ends a wait', async () => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 10);
    const started = performance.now();
    await expect(retry(throttled, { signal: ending.signal, random: () => 50 })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('that has ended already allows no second attempt', async () => {
    let calls = 0;
    const counted = async (): Promise<never> => {
      calls += 1;
      return throttled();
    };
    await expect(retry(counted, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(calls).toBe(1);
  });

  it('leaves the last failure that was to be tried again as the cause', async () => {
    const ending = new AbortController();
    const outcome = retry(throttled, { signal: ending.signal, random: () => 50 });
    setTimeout(() => ending.abort(), 10);
    await expect(outcome).rejects.toMatchObject({
      code: 'ABORTED',
      cause: { code: 'THROTTLED', message: 'slow down' },
    });
  });

  it('leaves it where it ends a later call, too', async () => {
    const { outcome, calls } = await failing(['NETWORK', 'KMS_FAILED', 'ABORTED']);
    expect(outcome).toMatchObject({ code: 'ABORTED', cause: { code: 'KMS_FAILED', message: 'attempt 2' } });
    expect(calls).toBe(3);
  });

  it('leaves no other cause where it ends the first call', async () => {
    const { outcome } = await failing(['ABORTED']);
    expect(outcome).toMatchObject({ code: 'ABORTED', message: 'attempt 1' });
    expect(outcome).not.toHaveProperty('cause');
  });
});

describe('with a pace', () => {
  const paced = (): { time: ReturnType<typeof virtualTime>; options: RetryOptions } => {
    const time = virtualTime();
    const shared = { random: () => 1, sleep: time.sleep };
    return { time, options: { ...shared, pace: createPace({ ...shared, now: time.now }) } };
  };
  const throttles = (count: number): KmscryptErrorCode[] => Array.from({ length: count }, () => 'THROTTLED');

  it('THROTTLED is tried again without end', async () => {
    const { time, options } = paced();
    const { outcome, calls } = await time.run(failing(throttles(100), { ...options, maxAttempts: 2 }));
    expect({ outcome, calls }).toEqual({ outcome: 'answer', calls: 101 });
    expect(time.now()).toBe(2000 + 4000 + 98 * 8000);
  });

  it('counts other failures apart from it, with waits of their own', async () => {
    const { time, options } = paced();
    const network: KmscryptErrorCode[] = Array.from({ length: 5 }, () => 'NETWORK');
    const codes: KmscryptErrorCode[] = ['THROTTLED', 'NETWORK', 'THROTTLED', ...network];
    const { outcome, calls } = await time.run(failing(codes, options));
    expect({ outcome, calls }).toMatchObject({
      outcome: { code: 'NETWORK', message: 'attempt 8' },
      calls: 8,
    });
    expect(time.now()).toBe(2000 + 100 + 4000 - 100 + 100 + 200 + 400 + 800 + 1600);
  });

  it.each([
    ['KMS_FAILED', 7],
    ['AWS_FAILED', 7],
    ['NETWORK', 6],
    ['TIMEOUT', 3],
    ['CLOCK_SKEW', 2],
    ['ACCESS_DENIED', 1],
  ] as const)('%s: %i attempts', async (code, attempts) => {
    const { time, options } = paced();
    const codes: KmscryptErrorCode[] = Array.from({ length: 20 }, () => code);
    expect((await time.run(failing(codes, options))).calls).toBe(attempts);
  });

  it('until the signal ends', async () => {
    const { time, options } = paced();
    const ending = new AbortController();
    void time.sleep(20_000, undefined).then(() => ending.abort());
    const { outcome, calls } = await time.run(failing(throttles(100), { ...options, signal: ending.signal }));
    expect(outcome).toMatchObject({
      code: 'ABORTED',
      cause: { code: 'THROTTLED', message: `attempt ${calls}` },
    });
    expect(time.now()).toBe(20_000);
  });
});
