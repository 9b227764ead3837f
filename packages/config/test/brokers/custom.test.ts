import { describe, expect, test } from 'vitest';
import { customBroker } from '../../src/brokers/custom.ts';
import type { Resolver } from '../../src/options.ts';

const PASSING: AbortSignal = new AbortController().signal;

function brokerOf(resolve: Resolver['resolve'], bounded = <T>(call: () => Promise<T>): Promise<T> => call()) {
  return customBroker({ scheme: 'vault', resolver: { resolve }, bounded });
}

class OwnResolver {
  readonly #secret = 'hunter2';

  resolve(): string {
    return this.#secret;
  }
}

class Circular {
  readonly self: Circular = this;
}

describe('customBroker', () => {
  test('keeps what an instance of a class is', async () => {
    const bounded = <T>(call: () => Promise<T>): Promise<T> => call();
    const { read } = customBroker({ scheme: 'vault', resolver: new OwnResolver(), bounded });
    expect(await read(['x'], PASSING)).toEqual([{ ok: true, value: 'hunter2' }]);
  });

  test.each([
    ['a text', 'x'],
    ['a number', 5],
    ['null', null],
    ['JSON', { a: [1, { b: null }] }],
  ])('takes %s', async (_, value) => {
    expect(await brokerOf(() => value).read(['x'], PASSING)).toEqual([{ ok: true, value }]);
  });

  test.each([
    ['nothing', () => undefined, 'SECRET_NOT_FOUND'],
    ['a Map', () => new Map([['a', 'hunter2']]), 'RESOLVER_FAILED'],
    ['a Buffer', () => ({ a: [Buffer.from('hunter2')] }), 'RESOLVER_FAILED'],
    ['a function', () => () => 'hunter2', 'RESOLVER_FAILED'],
    ['an instance that holds itself', () => new Circular(), 'RESOLVER_FAILED'],
    ['a promise that fails', () => Promise.reject(new Error('no')), 'RESOLVER_FAILED'],
    [
      'something that is no Error',
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- what others do
        throw 'hunter2';
      },
      'RESOLVER_FAILED',
    ],
  ])('refuses %s', async (_, resolve, code) => {
    const [answer] = await brokerOf(resolve).read(['x'], PASSING);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('a resolver that never answers gives its place in the bound back', async () => {
    let running = 0;
    const bounded = async <T>(call: () => Promise<T>): Promise<T> => {
      running += 1;
      return call().finally(() => (running -= 1));
    };
    const end = new AbortController();
    const reading = brokerOf(() => new Promise(() => {}), bounded).read(['x'], end.signal);
    expect(running).toBe(1);
    end.abort();
    expect(await reading).toMatchObject([{ ok: false, error: { code: 'ABORTED' } }]);
    expect(running).toBe(0);
  });
});
