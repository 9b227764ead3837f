import { awsKms, decryptText, decryptValue, encryptValue, encryptValues } from '@kmscrypt/core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { createKey } from '../support/kms-at.ts';
import { useEndpoint } from './use-endpoint.ts';

const moto = inject('endpoint');
const THROTTLED = awsError(400, 'ThrottlingException', 'Rate exceeded');
const TOKEN = 'kmscrypt::AAAA';

/** KMS with time that does not pass; `waits` is what it would have waited. */
function impatient(random: () => number = () => 1) {
  const waits: number[] = [];
  const kms = awsKms({ retry: { random, sleep: async (milliseconds) => waits.push(milliseconds) } });
  return { kms, waits };
}

describe.skipIf(!moto)('retries that help', () => {
  let key = '';
  beforeAll(async () => {
    key = await createKey(moto);
  });
  beforeEach(() => useEndpoint(moto));

  it.each<[name: string, fault: Fault, failures: number]>([
    ['throttled seven times', THROTTLED, 7],
    ['broken four times', awsError(500, 'KMSInternalException'), 4],
    ['reset three times', 'reset', 3],
    ['cut off three times', 'cut', 3],
  ])('%s', async (_name, fault, failures) => {
    const token = await encryptValue('secret', { keyIds: [key] });
    using proxy = await faultKms((call) => (call <= failures ? fault : 'pass'), moto);
    useEndpoint(proxy.endpoint);
    const { kms, waits } = impatient();
    expect(Buffer.from(await decryptValue(token, { kms })).toString()).toBe('secret');
    expect(proxy.calls).toHaveLength(failures + 1);
    expect(waits).toHaveLength(failures);
  });

  it('one call of many is throttled, again and again', async () => {
    const tokens = await encryptValues(Array.from({ length: 50 }, String), { keyIds: [key] });
    // Every second token's first three calls.
    const seen = new Map<string, number[]>();
    const fate = (call: number, _operation: string, body: string): Fault => {
      const calls = seen.get(body) ?? [];
      seen.set(body, [...calls, call]);
      return (calls[0] ?? call) % 2 === 0 && calls.length < 3 ? THROTTLED : 'pass';
    };
    using proxy = await faultKms(fate, moto);
    useEndpoint(proxy.endpoint);
    const text = await decryptText(tokens.join('\n'), { kms: impatient(() => 0).kms });
    expect(text.split('\n')).toEqual(Array.from({ length: 50 }, String));
    const calls = [...seen.values()].map(({ length }) => length);
    expect(new Set(calls)).toEqual(new Set([1, 4]));
    expect(calls).toHaveLength(50);
  });
});

describe('retries that do not', () => {
  it.each<[code: string, fault: Fault, calls: number]>([
    ['THROTTLED', THROTTLED, 8],
    ['KMS_FAILED', awsError(503, 'ServiceUnavailable'), 5],
    ['NETWORK', 'reset', 4],
    ['CLOCK_SKEW', awsError(400, 'InvalidSignatureException', 'Signature expired: it is too late'), 2],
    ['ACCESS_DENIED', awsError(400, 'AccessDeniedException'), 1],
    ['CIPHERTEXT_REFUSED', awsError(400, 'InvalidCiphertextException'), 1],
  ])('%s', async (code, fault, calls) => {
    using proxy = await faultKms(() => fault);
    useEndpoint(proxy.endpoint);
    await expect(decryptValue(TOKEN, { kms: impatient().kms })).rejects.toMatchObject({ code });
    expect(proxy.calls).toHaveLength(calls);
  });

  it('wait between attempts a random share of a bound that doubles', async () => {
    using proxy = await faultKms(() => THROTTLED);
    useEndpoint(proxy.endpoint);
    const { kms, waits } = impatient(Math.random);
    await expect(decryptValue(TOKEN, { kms })).rejects.toMatchObject({ code: 'THROTTLED' });
    const bounds = [100, 200, 400, 800, 1600, 3200, 5000];
    expect(waits).toHaveLength(bounds.length);
    for (const [index, wait] of waits.entries()) expect(wait).toBeLessThan(bounds[index] ?? 0);
    expect(new Set(waits).size).toBe(bounds.length);
  });

  it('give up on an answer that stops in its middle, after a second one', async () => {
    using proxy = await faultKms(() => 'stall');
    useEndpoint(proxy.endpoint);
    await expect(decryptValue(TOKEN, { kms: impatient().kms })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(proxy.calls).toHaveLength(2);
  });

  it('are as many as told', async () => {
    using proxy = await faultKms(() => THROTTLED);
    useEndpoint(proxy.endpoint);
    const kms = awsKms({ retry: { maxAttempts: 1 } });
    await expect(decryptValue(TOKEN, { kms })).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(proxy.calls).toHaveLength(1);
  });
});

describe('a signal ends in time', () => {
  it.each<[name: string, fault: Fault]>([
    ['a call that nobody answers', 'hang'],
    ['an answer that stops in its middle', 'stall'],
    ['the wait before another attempt', THROTTLED],
  ])('%s', async (_name, fault) => {
    using proxy = await faultKms(() => fault);
    useEndpoint(proxy.endpoint);
    const kms = awsKms({ retry: { random: () => 100 } });
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 200);
    const started = performance.now();
    await expect(decryptValue(TOKEN, { kms, signal: ending.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(proxy.calls).toHaveLength(1);
  });

  it('a time-out of the caller’s is such a signal', async () => {
    using proxy = await faultKms(() => 'hang');
    useEndpoint(proxy.endpoint);
    await expect(decryptValue(TOKEN, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
