import { describe, expect, it } from 'vitest';
import { decryptValue } from '../src/decrypt.ts';
import { encryptItems, type EncryptOptions, encryptValue, encryptValues } from '../src/encrypt.ts';
import { KmscryptError } from '../src/error.ts';
import { inspectToken } from '../src/inspect.ts';
import { parseToken } from '../src/token.ts';
import { keyNamed, LOCAL } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const KEY = arnOf('one');
const EU_KEY = arnOf('two', 'eu-west-1');
const localKey = () => keyNamed('one');

describe('what a token is made of', () => {
  it.each<[name: string, size: number, options: Partial<EncryptOptions>, kind: string, operations: string[]]>(
    [
      ['one key', 1, {}, 'blob', ['Encrypt']],
      ['one key and a context', 1, { context: { a: 'b' } }, 'blob', ['Encrypt']],
      ['4,096 bytes', 4096, {}, 'blob', ['Encrypt']],
      ['4,097 bytes', 4097, {}, 'message', ['GenerateDataKey']],
      ['no bytes', 0, {}, 'message', ['GenerateDataKey']],
      ['an envelope', 1, { envelope: true }, 'message', ['GenerateDataKey']],
      ['two keys', 1, { keyIds: [KEY, EU_KEY] }, 'message', ['GenerateDataKey', 'Encrypt']],
      ['one key given twice', 1, { keyIds: [KEY, KEY] }, 'blob', ['Encrypt']],
      ['the local key', 1, { keyIds: ['local'] }, 'message', []],
      ['the local key and another', 1, { keyIds: ['local', KEY] }, 'message', ['GenerateDataKey']],
    ],
  )('%s', async (_name, size, options, kind, operations) => {
    const kms = memoryKms();
    const plaintext = new Uint8Array(size).fill(7);
    const token = await encryptValue(plaintext, { keyIds: [KEY], kms, localKey, ...options });
    expect(parseToken(token).kind).toBe(kind);
    expect(kms.calls.map(({ operation }) => operation)).toEqual(operations);
    const opened = await decryptValue(token, { kms, localKey, context: options.context });
    expect([...opened]).toEqual([...plaintext]);
  });
});

it('passes key, region, context and signal to KMS', async () => {
  const kms = memoryKms();
  const { signal } = new AbortController();
  const options = { kms, region: 'eu-west-1', context: { app: 'web' }, signal };
  await encryptValue('x', { ...options, keyIds: ['alias/dev'] });
  await encryptValue('', { ...options, keyIds: ['alias/dev', 'alias/other'] });
  const expected = { region: 'eu-west-1', context: { app: 'web' }, signal };
  expect(kms.calls).toEqual([
    { operation: 'Encrypt', keyId: 'alias/dev', ...expected },
    { operation: 'GenerateDataKey', keyId: 'alias/dev', ...expected },
    { operation: 'Encrypt', keyId: 'alias/other', ...expected },
  ]);
});

it('asks every key in the region of its ARN', async () => {
  const kms = memoryKms();
  await encryptValue('x', { keyIds: ['alias/dev', EU_KEY], region: 'us-east-1', kms });
  expect(kms.calls.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
});

it('names in a message every key and the context', async () => {
  const keyIds = [KEY, EU_KEY, 'local'];
  const token = await encryptValue('x', { keyIds, kms: memoryKms(), localKey, context: { b: '2', a: 'ä' } });
  expect(await inspectToken(token)).toMatchObject({
    keys: [
      { provider: 'kms', id: KEY },
      { provider: 'kms', id: EU_KEY },
      { provider: 'local', id: keyNamed('one').fingerprint },
    ],
    context: { a: 'ä', b: '2' },
  });
});

describe('several values', () => {
  it('keep their order, whatever call ends first', async () => {
    const kms = memoryKms(() => new Promise((resolve) => setTimeout(resolve, Math.random() * 10)));
    const values = Array.from({ length: 50 }, (_, index) => `value ${index}`);
    const tokens = await encryptValues(values, { keyIds: [KEY], kms });
    const opened = await Promise.all(tokens.map((token) => decryptValue(token, { kms })));
    expect(opened.map((bytes) => Buffer.from(bytes).toString())).toEqual(values);
  });

  it('run no more calls at once than told', async () => {
    const kms = memoryKms(() => new Promise((resolve) => setTimeout(resolve, 2)));
    await encryptValues(Array.from({ length: 40 }, String), { keyIds: [KEY], kms, concurrency: 5 });
    expect(kms.mostAtOnce()).toBe(5);
  });

  it('run 32 calls at once by default', async () => {
    const kms = memoryKms(() => new Promise((resolve) => setTimeout(resolve, 2)));
    await encryptValues(Array.from({ length: 100 }, String), { keyIds: [KEY], kms });
    expect(kms.mostAtOnce()).toBe(32);
  });

  it('share one data key in an envelope, each under a message id of its own', async () => {
    const kms = memoryKms();
    const tokens = await encryptValues(['a', 'a', ''], { keyIds: [KEY], kms, envelope: true });
    expect(kms.calls).toHaveLength(1);
    expect(new Set(tokens).size).toBe(3);
    const infos = await Promise.all(tokens.map((token) => inspectToken(token)));
    expect(new Set(infos.map((info) => info.kind === 'message' && info.envelope)).size).toBe(1);
  });

  it('tell their progress, value by value', async () => {
    const told: [number, number][] = [];
    const onProgress = (done: number, total: number): number => told.push([done, total]);
    await encryptValues(['a', 'b', 'c'], { keyIds: [KEY], kms: memoryKms(), onProgress });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('with pairs of their own are messages, and share a data key where the pairs are the same', async () => {
    const kms = memoryKms();
    const items = ['/a', '/b', '/b'].map((path) => ({ plaintext: 'x', pairs: { 'kmscrypt-path': path } }));
    const tokens = await encryptItems([...items, { plaintext: 'x' }], { keyIds: [arnOf('one')], kms });
    const infos = await Promise.all(tokens.map(inspectToken));
    expect(infos.map((info) => (info.kind === 'message' ? info.context : info.kind))).toEqual([
      { 'kmscrypt-path': '/a' },
      { 'kmscrypt-path': '/b' },
      { 'kmscrypt-path': '/b' },
      'blob',
    ]);
    expect(kms.calls.map(({ operation }) => operation).toSorted()).toEqual([
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKey',
    ]);
  });

  it('make no token and no call for no value', async () => {
    const kms = memoryKms();
    expect(await encryptValues([], { keyIds: [KEY], kms })).toEqual([]);
    expect(kms.calls).toEqual([]);
  });
});

describe('refused before any call', () => {
  it.each<[name: string, options: Partial<EncryptOptions>, code: string]>([
    ['no key', { keyIds: [] }, 'KEY_ID_MISSING'],
    ['an empty key id', { keyIds: [''] }, 'INVALID_OPTION'],
    ['17 keys', { keyIds: Array.from({ length: 17 }, (_, n) => arnOf(`${n}`)) }, 'INVALID_OPTION'],
    ['a region against the ARN’s', { region: 'eu-west-1' }, 'REGION_CONFLICT'],
    ['a reserved context name', { context: { 'aws-crypto-public-key': 'x' } }, 'INVALID_OPTION'],
    ['a context name of ours', { context: { 'kmscrypt-path': 'x' } }, 'INVALID_OPTION'],
    ['an empty context name', { context: { '': 'x' } }, 'INVALID_OPTION'],
    ['an ARN of no key', { keyIds: ['arn:aws:kms:us-east-1:1:nokey/1', KEY] }, 'INVALID_OPTION'],
    ['an ARN of another service', { keyIds: ['arn:aws:iam::1:role/x'], envelope: true }, 'INVALID_OPTION'],
    ['a key id with a colon', { keyIds: ['foo:bar'], envelope: true }, 'INVALID_OPTION'],
    ['an alias without alias/ in an envelope', { keyIds: ['key/dev'], envelope: true }, 'INVALID_OPTION'],
    ['a signal that has ended', { signal: AbortSignal.abort() }, 'ABORTED'],
    [
      'the local key, and a signal that has ended',
      { keyIds: ['local'], signal: AbortSignal.abort() },
      'ABORTED',
    ],
  ])('%s', async (_name, options, code) => {
    const kms = memoryKms();
    const made = encryptValue('x', { keyIds: [KEY], kms, localKey, ...options });
    await expect(made).rejects.toMatchObject({ name: 'KmscryptError', code });
    expect(kms.calls).toEqual([]);
  });

  it('16 keys are not', async () => {
    const keyIds = Array.from({ length: 16 }, (_, n) => arnOf(`${n}`));
    const kms = memoryKms();
    const token = await encryptValue('x', { keyIds, kms });
    expect(Buffer.from(await decryptValue(token, { kms })).toString()).toBe('x');
  });
});

describe('a failure', () => {
  const failing = memoryKms(({ operation }) => {
    throw new KmscryptError('ACCESS_DENIED', operation);
  });

  it.each<[name: string, options: Partial<EncryptOptions>]>([
    ['of Encrypt', {}],
    ['of GenerateDataKey', { envelope: true }],
    ['of the second key', { keyIds: [KEY, EU_KEY] }],
  ])('%s comes through with its code', async (_name, options) => {
    const made = encryptValue('x', { keyIds: [KEY], kms: failing, ...options });
    await expect(made).rejects.toMatchObject({ name: 'KmscryptError', code: 'ACCESS_DENIED' });
  });

  it('ends the run: no call begins after it', async () => {
    const kms = memoryKms(() => {
      if (kms.calls.length === 3) throw new KmscryptError('ACCESS_DENIED', 'no');
    });
    const values = Array.from({ length: 20 }, String);
    const encrypting = encryptValues(values, { keyIds: [KEY], kms, concurrency: 1 });
    await expect(encrypting).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(kms.calls).toHaveLength(3);
  });

  it('of the local key comes through with its code', async () => {
    const refuse = (): never => {
      throw new KmscryptError('LOCAL_KEY_REFUSED', 'no');
    };
    await expect(encryptValue('x', { ...LOCAL, localKey: refuse })).rejects.toMatchObject({
      code: 'LOCAL_KEY_REFUSED',
    });
  });
});
