import { KmscryptError, type KmscryptErrorCode } from '@kmscrypt/core/error';
import { createPace } from '@kmscrypt/core/retry';
import { describe, expect, it } from 'vitest';
import { awsCalls, type AwsBrokerOptions, type Service } from '../../src/brokers/aws-calls.ts';

const SERVICE: Service = { service: 'SSM', codes: new Map([['Odd', 'SECRET_UNUSABLE']]) };

function thrown(name: string): Error {
  return Object.assign(new Error('as the test asks'), { name });
}

/** Calls that fail with the errors named, one after another, and then succeed. */
function failing(names: readonly string[], options: Partial<AwsBrokerOptions<object>> = {}) {
  const left = [...names];
  let sent = 0;
  const callsOf = awsCalls<object>(SERVICE, {
    clientOf: async () => ({}),
    bounded: (call) => call(),
    retryOptions: () => ({ random: () => 0 }),
    ...options,
  });
  const send = async (): Promise<string> => {
    sent += 1;
    const name = left.shift();
    if (name !== undefined) throw thrown(name);
    return 'done';
  };
  return { callsOf, send, sent: () => sent };
}

const signal: AbortSignal = new AbortController().signal;

describe('calls of a region', () => {
  it.each<[string, KmscryptErrorCode, boolean]>([
    ['Odd', 'SECRET_UNUSABLE', false],
    ['AccessDeniedException', 'ACCESS_DENIED', false],
    ['UnrecognizedClientException', 'CREDENTIALS_REFUSED', true],
    ['ExpiredTokenException', 'CREDENTIALS_EXPIRED', true],
    ['CredentialsProviderError', 'CREDENTIALS_MISSING', true],
  ])('after %s', async (name, code, endsAll) => {
    const { callsOf, send, sent } = failing([name]);
    const { call } = callsOf('us-east-1', signal);
    const error: unknown = await call('Get', 'a', send).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code });
    if (endsAll) await expect(call('Get', 'b', send)).rejects.toBe(error);
    else expect(await call('Get', 'b', send)).toBe('done');
    expect(sent()).toBe(endsAll ? 1 : 2);
    // Neither another region nor the next read is concerned.
    expect(await callsOf('eu-west-1', signal).call('Get', 'a', send)).toBe('done');
    expect(await callsOf('us-east-1', signal).call('Get', 'a', send)).toBe('done');
  });

  it('fail with one error where they fail alike at once', async () => {
    const { callsOf, send } = failing(['ExpiredToken', 'ExpiredToken']);
    const { call } = callsOf(undefined, signal);
    const errors = await Promise.all(
      ['a', 'b'].map((name) => call('Get', name, send).catch((error: unknown) => error)),
    );
    expect(errors[0]).toBe(errors[1]);
  });

  it('fail as one does whose client cannot be made', async () => {
    const missing = new KmscryptError('CREDENTIALS_MISSING', 'none');
    const { callsOf, send, sent } = failing([], { clientOf: () => Promise.reject(missing) });
    await expect(callsOf(undefined, signal).call('Get', 'a', send)).rejects.toBe(missing);
    expect(sent()).toBe(0);
  });

  it.each([
    ['alone', () => ({ random: () => 0.999 })],
    ['at a pace', () => ({ pace: createPace({ random: () => 0.999 }) })],
  ])('that wait end with the signal, and tell what they wait for: %s', async (_name, retryOptions) => {
    const { callsOf, send } = failing(
      Array.from({ length: 20 }, () => 'ThrottlingException'),
      { retryOptions },
    );
    await expect(callsOf(undefined, AbortSignal.timeout(50)).call('Get', 'a', send)).rejects.toMatchObject({
      code: 'ABORTED',
      cause: { code: 'THROTTLED' },
    });
  });

  it('are not made after the signal', async () => {
    const { callsOf, send, sent } = failing([]);
    const error: unknown = await callsOf(undefined, AbortSignal.abort(new Error('why')))
      .call('Get', 'a', send)
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'ABORTED' });
    // Only a failure that was to be tried again is a cause.
    expect(error).not.toHaveProperty('cause');
    expect(sent()).toBe(0);
  });

  it('ask once a region how to try again', async () => {
    const asked: (string | undefined)[] = [];
    const { callsOf } = failing([], {
      retryOptions: (region) => {
        asked.push(region);
        return {};
      },
    });
    for (const region of ['a', 'b', 'a', undefined, undefined]) callsOf(region, signal);
    expect(asked).toEqual(['a', 'b', undefined]);
  });
});
