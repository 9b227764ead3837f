import { describe, expect, it } from 'vitest';
import { loadConfig } from '../src/index.ts';

const env = { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true' };
const REFERENCE = 'nowhere::x';
const resolvers = { nowhere: { resolve: (reference: string) => `opened ${reference}` } };

describe('asWritten', () => {
  it.each<[name: string, asWritten: readonly string[], expected: unknown]>([
    ['nothing', [], { a: { b: 'opened x' }, c: [{ d: 'opened x' }] }],
    ['a path that is not there', ['e.f'], { a: { b: 'opened x' }, c: [{ d: 'opened x' }] }],
    ['what is below a path', ['a'], { a: { b: REFERENCE }, c: [{ d: 'opened x' }] }],
    ['any step', ['c.*.d'], { a: { b: 'opened x' }, c: [{ d: REFERENCE }] }],
    ['all', ['a.b', 'c'], { a: { b: REFERENCE }, c: [{ d: REFERENCE }] }],
  ])('%s', async (_name, asWritten, expected) => {
    const config = { a: { b: REFERENCE }, c: [{ d: REFERENCE }] };
    expect(await loadConfig(config, { asWritten, resolvers, env })).toEqual(expected);
  });

  it('leaves a token closed that nobody could open, and a reference that is none', async () => {
    const config = { a: 'kmscrypt::AAAA', b: 'ssm::' };
    expect(await loadConfig(config, { asWritten: ['a', 'b'], env })).toEqual(config);
    await expect(loadConfig(config, { asWritten: ['a'], env })).rejects.toMatchObject({
      code: 'REFERENCE_INVALID',
    });
  });

  it('what stands there is not plaintext to `encrypted`', async () => {
    const config = { a: REFERENCE };
    expect(await loadConfig(config, { asWritten: ['a'], encrypted: ['a'], resolvers, env })).toEqual(config);
  });

  it('takes paths alone', async () => {
    await expect(loadConfig({}, { asWritten: ['a..b'] })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });
});
