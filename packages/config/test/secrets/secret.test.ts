import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { isSecret, reveal, Secret } from '../../src/secrets/secret.ts';
import type { Wrapped } from '../../src/secrets/wrapped-type.ts';

const CANARY = 'canary-b1946ac9';
const secret = new Secret(CANARY);
/** As JavaScript takes it: TypeScript and linters refuse it in a text. */
const asText = secret as unknown as string;
const inside = { db: { list: [new Map([['a', secret]])] } };

/** Every way that shows a value. */
const SHOWN: Readonly<Record<string, () => unknown>> = {
  inspect: () => inspect(secret),
  'inspect at any depth': () => inspect(inside, { depth: Infinity }),
  'inspect with all it has': () =>
    inspect(inside, { depth: Infinity, showHidden: true, getters: true, showProxy: true }),
  'inspect with colors': () => inspect(secret, { colors: true }),
  'inspect without what classes say': () =>
    inspect(inside, { depth: Infinity, customInspect: false, showHidden: true }),
  'inspect of a proxy': () => inspect(new Proxy(secret, {}), { showProxy: true }),
  JSON: () => JSON.stringify({ a: inside, secret }),
  'a template': () => `in ${asText}`,
  'String()': () => String(secret),
  'a sum': () => asText + 'x',
  valueOf: () => secret.valueOf(),
  'a number': () => Number(secret),
  join: () => [secret, secret].join(' '),
  toLocaleString: () => secret.toLocaleString(),
  '%s %o %O %j %d %i %f': () => format('%s %o %O %j %d', secret, secret, secret, secret, secret),
  'an error': () => inspect(new Error(`no ${asText}`, { cause: { secret } }), { showHidden: true }),
  entries: () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret), Object.assign({}, secret)]),
  structuredClone: () => inspect(structuredClone(secret), { showHidden: true }),
  postMessage: () => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage({ secret });
    const message: unknown = receiveMessageOnPort(port2);
    port1.close();
    return inspect(message, { depth: Infinity, showHidden: true });
  },
  deepEqual: () => inspect(thrownBy(() => assert.deepEqual({ secret }, { secret: 'other' }))),
  equal: () => inspect(thrownBy(() => assert.equal(secret, 'other'))),
  "a failing test's message": () => inspect(thrownBy(() => expect({ secret }).toEqual({ secret: 1 }))),
};

function thrownBy(call: () => void): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a secret is not shown', () => {
  it.each(Object.entries(SHOWN))('%s', (_name, show) => {
    expect(String(show())).not.toContain(CANARY);
  });

  it('and a stand-in is', () => {
    expect(inspect(inside, { depth: Infinity })).toContain('[redacted]');
    expect([`in ${asText}`, JSON.stringify(secret), inspect(secret, { colors: true })]).toEqual([
      'in [redacted]',
      '"[redacted]"',
      '\u001b[36m[redacted]\u001b[39m',
    ]);
  });
});

it('reveals', () => {
  expect([secret.reveal(), reveal(secret), reveal('plain'), reveal(undefined)]).toEqual([
    CANARY,
    CANARY,
    'plain',
    undefined,
  ]);
});

it('is told from look-alikes', () => {
  const lookAlike: unknown = Object.create(Secret.prototype);
  expect([secret, lookAlike, { reveal: () => 1 }, null, 'x'].map(isSecret)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('cannot be changed', () => {
  expect(() => Object.assign(secret, { reveal: () => 'other' })).toThrow(TypeError);
});

it('reveals with its type', () => {
  const revealed = ({
    text,
    flag,
    optional,
  }: Wrapped<{ text: string; flag: boolean; optional?: string }>) => ({
    text: reveal(text),
    flag: reveal(flag),
    optional: reveal(optional),
  });
  expectTypeOf(revealed).returns.toEqualTypeOf<{
    text: string;
    flag: boolean;
    optional: string | undefined;
  }>();
  expectTypeOf(reveal(new Secret(5))).toEqualTypeOf<number>();
  expect(revealed({ text: secret, flag: new Secret(false) })).toEqual({ text: CANARY, flag: false });
});
