import { expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';
import { frozenCopy } from '../../src/watch/frozen-copy.ts';

it('is frozen at every depth, and leaves what it copies as it is', () => {
  const config = { a: { b: [{ c: 1 }] } };
  const copy = frozenCopy(config);
  expect(copy).toEqual(config);
  expect([copy, copy.a, copy.a.b, copy.a.b[0]].every(Object.isFrozen)).toBe(true);
  expect([config, config.a, config.a.b, config.a.b[0]].some(Object.isFrozen)).toBe(false);
  expect(() => copy.a.b.push({ c: 2 })).toThrow(TypeError);
});

it('takes instances as they are', () => {
  const config = { at: new Date(1), secret: new Secret('x'), none: null };
  const copy = frozenCopy(config);
  expect([copy.at, copy.secret, copy.none]).toEqual([config.at, config.secret, null]);
  expect(copy.at).toBe(config.at);
  expect(Object.isFrozen(copy.at)).toBe(false);
});

it('bears circles', () => {
  const config: { self?: unknown } = {};
  config.self = config;
  const copy = frozenCopy(config);
  expect(copy.self).toBe(copy);
  expect(copy).not.toBe(config);
});
