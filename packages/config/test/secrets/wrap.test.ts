import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret, reveal } from '../../src/secrets/secret.ts';
import { wrapSecrets } from '../../src/secrets/wrap.ts';
import { RUNS } from '../runs.ts';

const PASSWORD = 'canary-pass';
const SECRETS = { paths: [['db', 'password'], ['hosts', 1], ['tls']], plaintexts: [PASSWORD, 'abc'] };

/** What is wrapped, as `{ secret: value }`. */
function shown(value: unknown): unknown {
  if (isSecret(value)) return { secret: value.reveal() };
  if (Array.isArray(value)) return value.map(shown);
  const isPlain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shown(child)]))
    : value;
}

const url = new URL('https://user@example.com/');
const CASES: Readonly<Record<string, readonly [output: unknown, expected: unknown]>> = {
  'a value at its path': [
    { db: { password: 'other', user: 'u' } },
    { db: { password: { secret: 'other' }, user: 'u' } },
  ],
  'a place in a list': [{ hosts: ['a', 'b', 'c'] }, { hosts: ['a', { secret: 'b' }, 'c'] }],
  'all below a path': [
    { tls: { key: 'k', list: [1, true] } },
    { tls: { key: { secret: 'k' }, list: [{ secret: 1 }, { secret: true }] } },
  ],
  'what a schema has made of it': [{ db: { password: 5432 } }, { db: { password: { secret: 5432 } } }],
  'an object that is not plain, as a whole': [
    { db: { password: url } },
    { db: { password: { secret: url } } },
  ],
  'one elsewhere stays itself': [{ url }, { url }],
  'null and undefined stay': [
    { db: { password: null }, tls: undefined },
    { db: { password: null }, tls: undefined },
  ],
  'what was renamed': [{ pw: PASSWORD }, { pw: { secret: PASSWORD } }],
  'what was composed': [{ dsn: `pg://u:${PASSWORD}@h` }, { dsn: { secret: `pg://u:${PASSWORD}@h` } }],
  'short plaintexts are not looked for': [
    { a: 'abc', b: 'abcd' },
    { a: 'abc', b: 'abcd' },
  ],
  'a text as the whole config': [PASSWORD, { secret: PASSWORD }],
  'no config': [undefined, undefined],
  'a key of digits is a place in a list': [{ hosts: { 1: 'b' } }, { hosts: { 1: { secret: 'b' } } }],
};

describe('wraps', () => {
  it.each(Object.entries(CASES))('%s', (_name, [output, expected]) => {
    expect(shown(wrapSecrets(output, SECRETS))).toEqual(expected);
  });

  it('what the caller has named secret, a default of the schema too', () => {
    const output = { api: { key: 'default', url: 'u' }, services: [{ token: 't', name: 'n' }], mode: 'm' };
    expect(
      shown(
        wrapSecrets(
          output,
          { paths: [], plaintexts: [] },
          { encrypted: ['api.key', 'services.*.token', 'mode'] },
        ),
      ),
    ).toEqual({
      api: { key: { secret: 'default' }, url: 'u' },
      services: [{ token: { secret: 't' }, name: 'n' }],
      mode: { secret: 'm' },
    });
  });

  it('everything where the whole config is secret', () => {
    expect(shown(wrapSecrets({ a: [1] }, { paths: [[]], plaintexts: [] }))).toEqual({ a: [{ secret: 1 }] });
  });

  it('a copy, and a secret once', () => {
    const output = { db: { password: PASSWORD }, list: [1] };
    const once = wrapSecrets(Object.freeze(output), SECRETS);
    expect(output.db.password).toBe(PASSWORD);
    expect(once).not.toBe(output);
    expect(shown(wrapSecrets(once, SECRETS))).toEqual(shown(once));
  });

  it('circles, and what stands at two places', () => {
    interface Circle {
      readonly pw: string;
      self?: unknown;
      list: unknown[];
    }
    const shared = { value: 'x' };
    const output: Circle & { tls: object; other: object } = {
      pw: PASSWORD,
      list: [],
      tls: shared,
      other: shared,
    };
    output.self = output;
    output.list.push(output.list, output);
    const wrapped = wrapSecrets(output, SECRETS) as typeof output;
    expect(shown({ tls: wrapped.tls, other: wrapped.other })).toEqual({
      tls: { value: { secret: 'x' } },
      other: { value: 'x' },
    });
    expect((wrapped.self as Circle).self).toBe((wrapped.self as { self: Circle }).self.self);
    expect(inspect(wrapped, { depth: Infinity, showHidden: true })).not.toContain(PASSWORD);
  });

  it('a key __proto__ as any other', () => {
    const wrapped = wrapSecrets(JSON.parse(`{"__proto__":{"a":"${PASSWORD}"}}`), SECRETS);
    expect(Object.keys(wrapped as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(wrapped)).toBe(Object.prototype);
    expect(inspect(wrapped, { depth: Infinity })).not.toContain(PASSWORD);
  });
});

it('shows no secret of any config, and loses no value', () => {
  const leaf = fc.oneof(fc.constantFrom(PASSWORD, `x${PASSWORD}y`, 'plain', 1, true, null), fc.string());
  const config = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('node')),
      fc.dictionary(fc.constantFrom('db', 'password', 'hosts', 'tls', 'a'), tie('node')),
    ),
  })).node;
  const property = fc.property(config, (output) => {
    const wrapped = wrapSecrets(output, SECRETS);
    expect(inspect(wrapped, { depth: Infinity })).not.toContain(PASSWORD);
    expect(JSON.stringify(wrapped) ?? '').not.toContain(PASSWORD);
    expect(JSON.stringify(wrapped, revealing)).toBe(JSON.stringify(output));
  });
  fc.assert(property, { numRuns: RUNS });
});

/** JSON.stringify has asked a Secret for its text already: it stands in the holder. */
function revealing(this: unknown, key: string): unknown {
  return reveal(Reflect.get(Object(this), key));
}

it('takes a value that stands in the input just so for no secret, though a secret stands in it', () => {
  const input = { user: 'root', path: '/root/app' };
  const secrets = { paths: [['user']], plaintexts: ['root'] };
  const wrapped = wrapSecrets({ ...input, home: '/root' }, secrets, { input });
  expect(shown(wrapped)).toEqual({ user: { secret: 'root' }, path: '/root/app', home: { secret: '/root' } });
});
