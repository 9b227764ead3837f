import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';
import { changedPaths } from '../../src/watch/changed-paths.ts';
import { RUNS } from '../runs.ts';

class Version {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

const url = (text: string): URL => new URL(text);
const CASES: Readonly<Record<string, readonly [before: unknown, after: unknown, paths: readonly string[]]>> =
  {
    nothing: [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, []],
    'a value': [{ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }, ['b.c']],
    'an added value': [{ a: 1 }, { a: 1, b: 2 }, ['b']],
    'an added object, by its values': [{}, { db: { host: 'h', list: [1] } }, ['db.host', 'db.list[0]']],
    'a removed object, by its values': [
      { db: { host: 'h', port: 1 }, a: 1 },
      { a: 1 },
      ['db.host', 'db.port'],
    ],
    'a value that has become an object': [{ a: 1 }, { a: { b: 2 } }, ['a', 'a.b']],
    'a list that has grown': [{ a: [1, 2] }, { a: [1, 2, 3] }, ['a[2]']],
    'a list that has become empty': [{ a: [1] }, { a: [] }, ['a[0]']],
    'an empty object that has gone': [{ a: {} }, {}, ['a']],
    'a list that has become an object': [{ a: [1] }, { a: { 0: 1 } }, ['a[0]', 'a.0']],
    'a key with a dot': [{ 'a.b': 1 }, { 'a.b': 2 }, ['["a.b"]']],
    'the root': [1, 2, ['.']],
    'undefined is nothing': [{ a: undefined }, {}, []],
    'null is not': [{ a: null }, {}, ['a']],
    'NaN is itself': [{ a: Number.NaN }, { a: Number.NaN }, []],
    'a secret': [{ a: new Secret('x') }, { a: new Secret('y') }, ['a']],
    'the same secret': [{ a: new Secret('x') }, { a: new Secret('x') }, []],
    'a secret that is wrapped now': [{ a: 'x' }, { a: new Secret('x') }, []],
    'an object in a secret': [{ a: new Secret(url('http://a')) }, { a: new Secret(url('http://b')) }, ['a']],
    'a URL': [{ a: url('http://a') }, { a: url('http://b') }, ['a']],
    'the same URL': [{ a: url('http://a') }, { a: url('http://a') }, []],
    'a date': [{ a: new Date(1) }, { a: new Date(2) }, ['a']],
    'the same date': [{ a: new Date(1) }, { a: new Date(1) }, []],
    bytes: [{ a: Buffer.from('x') }, { a: Buffer.from('y') }, ['a']],
    'a map': [{ a: new Map([['x', 1]]) }, { a: new Map([['x', 2]]) }, ['a']],
    'an instance with private fields, by its text': [{ a: new Version('1') }, { a: new Version('2') }, ['a']],
    'the same instance made anew': [{ a: new Version('1') }, { a: new Version('1') }, []],
    'a function made anew': [{ a: () => 1 }, { a: () => 1 }, []],
    'an object that is now of a class': [{ a: {} }, { a: new Date(1) }, ['a']],
  };

describe('tells', () => {
  it.each(Object.entries(CASES))('%s', (_name, [before, after, paths]) => {
    expect(changedPaths(before, after)).toEqual(paths);
  });

  it('circles', () => {
    const circle = (value: number): object => {
      const made: { value: number; self?: unknown } = { value };
      made.self = { back: made };
      return made;
    };
    expect(changedPaths(circle(1), circle(1))).toEqual([]);
    expect(changedPaths(circle(1), circle(2))).toEqual(['value']);
    expect(changedPaths({}, { circle: circle(1) })).toEqual(['circle.value']);
  });
});

it('tells nothing exactly where two configs are the same as JSON', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const property = fc.property(json, json, (before, after) => {
    expect(changedPaths(before, structuredClone(before))).toEqual([]);
    expect(changedPaths(before, after).length === 0).toBe(canonical(before) === canonical(after));
    // Backwards it is the same places.
    expect(new Set(changedPaths(after, before))).toEqual(new Set(changedPaths(before, after)));
  });
  fc.assert(property, { numRuns: RUNS });
});

/** With sorted keys; -0 is 0 in JSON. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    const isObject = typeof each === 'object' && each !== null && !Array.isArray(each);
    return isObject
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each;
  });
}
