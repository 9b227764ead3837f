import { describe, expect, it } from 'vitest';
import { encryptValue, encryptValues } from '../src/encrypt.ts';
import { KmscryptError } from '../src/error.ts';
import { openTokens } from '../src/open-tokens.ts';
import { keyNamed } from './support/keys.ts';
import { arnOf, memoryKms } from './support/memory-kms.ts';

const KEY = arnOf('one');
const maker = memoryKms();
const make = (count: number, more = {}): Promise<string[]> =>
  encryptValues(
    Array.from({ length: count }, (_, index) => `value ${index}`),
    { keyIds: [KEY], kms: maker, ...more },
  );
const slowly = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 2));

describe('calls', () => {
  it('one for each blob', async () => {
    const kms = memoryKms();
    const tokens = await make(3);
    const { plaintexts } = await openTokens(new Set(tokens), { kms });
    expect(tokens.map((token) => Buffer.from(plaintexts.get(token) ?? []).toString())).toEqual([
      'value 0',
      'value 1',
      'value 2',
    ]);
    expect(kms.calls).toHaveLength(3);
  });

  it('one for all messages of an envelope', async () => {
    const kms = memoryKms();
    const { plaintexts } = await openTokens(new Set(await make(500, { envelope: true })), { kms });
    expect(plaintexts.size).toBe(500);
    expect(kms.calls).toHaveLength(1);
  });

  it('one for each of several envelopes', async () => {
    const kms = memoryKms();
    const tokens = [...(await make(20, { envelope: true })), ...(await make(20, { envelope: true }))];
    await openTokens(new Set(tokens), { kms });
    expect(kms.calls).toHaveLength(2);
  });

  it('none for the local key, which is read once an envelope', async () => {
    const kms = memoryKms();
    let reads = 0;
    const localKey = () => {
      reads += 1;
      return keyNamed('one');
    };
    const tokens = await make(20, { keyIds: ['local'], localKey });
    reads = 0;
    await openTokens(new Set(tokens), { kms, localKey });
    expect({ reads, calls: kms.calls.length }).toEqual({ reads: 1, calls: 0 });
  });

  it('go where the caller’s region is for a blob, where the key is for a message', async () => {
    const kms = memoryKms();
    const euKey = arnOf('two', 'eu-west-1');
    const tokens = [...(await make(1)), ...(await make(1, { keyIds: [euKey], envelope: true }))];
    await openTokens(new Set(tokens), { kms, region: 'us-west-2' });
    expect(kms.calls.map(({ region, keyId }) => ({ region, keyId }))).toEqual([
      { region: 'us-west-2', keyId: undefined },
      { region: 'eu-west-1', keyId: euKey },
    ]);
  });

  it.each([
    ['by default', undefined, 32],
    ['as told', 4, 4],
    ['one by one', 1, 1],
  ])('run at once %s', async (_name, concurrency, most) => {
    const kms = memoryKms(slowly);
    await openTokens(new Set(await make(64)), { kms, concurrency });
    expect(kms.mostAtOnce()).toBe(most);
  });
});

it('tells its progress, token by token', async () => {
  const tokens = [...(await make(5)), ...(await make(5, { envelope: true })), 'kmscrypt::A'];
  const told: [number, number][] = [];
  await openTokens(new Set(tokens), { kms: maker, onProgress: (done, total) => told.push([done, total]) });
  expect(told.at(-1)).toEqual([11, 11]);
  expect(told).toEqual(told.toSorted(([one], [other]) => one - other));
  expect(told.length).toBeGreaterThanOrEqual(10);
});

describe('several keys', () => {
  const keyIds = [arnOf('a', 'us-east-1'), arnOf('b', 'eu-west-1'), arnOf('c', 'ap-south-1')];
  const regionsAsked = async (region: string | undefined, dead: readonly string[]) => {
    const token = await encryptValue('x', { keyIds, kms: maker });
    const kms = memoryKms((call) => {
      if (dead.includes(call.region ?? '')) throw new KmscryptError('NETWORK', `no way to ${call.region}`);
    });
    const { plaintexts } = await openTokens(new Set([token]), { kms, region });
    expect(plaintexts.size).toBe(1);
    return kms.calls.map((call) => call.region);
  };

  it.each<[name: string, region: string | undefined, dead: string[], asked: string[]]>([
    ['the first answers', undefined, [], ['us-east-1']],
    ['the caller’s region first', 'eu-west-1', [], ['eu-west-1']],
    ['a region without a key', 'sa-east-1', [], ['us-east-1']],
    ['the next where one is dead', undefined, ['us-east-1'], ['us-east-1', 'eu-west-1']],
    ['the caller’s region is dead', 'eu-west-1', ['eu-west-1'], ['eu-west-1', 'us-east-1']],
    ['the last', undefined, ['us-east-1', 'eu-west-1'], ['us-east-1', 'eu-west-1', 'ap-south-1']],
  ])('%s', async (_name, region, dead, asked) => {
    expect(await regionsAsked(region, dead)).toEqual(asked);
  });

  it('the local key before KMS where it fits', async () => {
    const localKey = () => keyNamed('one');
    const token = await encryptValue('x', { keyIds: [KEY, 'local'], kms: maker, localKey });
    const kms = memoryKms();
    await openTokens(new Set([token]), { kms, localKey });
    expect(kms.calls).toEqual([]);
  });

  it.each([
    ['is another', () => keyNamed('another')],
    [
      'is refused',
      () => {
        throw new KmscryptError('LOCAL_KEY_REFUSED', 'no');
      },
    ],
  ])('KMS where the local key %s', async (_name, localKey) => {
    const token = await encryptValue('x', {
      keyIds: ['local', KEY],
      kms: maker,
      localKey: () => keyNamed('one'),
    });
    const kms = memoryKms();
    const { plaintexts } = await openTokens(new Set([token]), { kms, localKey });
    expect(plaintexts.size).toBe(1);
    expect(kms.calls).toHaveLength(1);
  });
});
