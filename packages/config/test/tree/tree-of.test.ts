import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/problem.ts';
import { merge } from '../../src/tree/merge.ts';
import { leavesOf, plainOf } from '../../src/tree/node.ts';
import { treeOf } from '../../src/tree/tree-of.ts';
import { RUNS } from '../runs.ts';

const ORIGIN = { name: 'object' };

function problemsOf(value: unknown): readonly string[] {
  const problems: Problem[] = [];
  treeOf(value, ORIGIN, problems);
  return problems.map(({ error, path }) => `${error.code} ${path.join('/')}`);
}

function nested(depth: number): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

const CIRCLE: Record<string, unknown> = { name: 'x' };
CIRCLE['self'] = [CIRCLE];
const SHARED = { x: 1 };

describe('treeOf', () => {
  test.each([
    ['a key __proto__', JSON.parse('{"a": {"__proto__": {"polluted": true}}}'), ['KEY_REFUSED a/__proto__']],
    ['constructor.prototype', { constructor: { prototype: {} } }, ['KEY_REFUSED constructor/prototype']],
    ['a constructor that is a value', { constructor: 'Ferrari' }, []],
    ['a token as a key', { 'kmscrypt::AAAA': 1 }, ['KEY_REFUSED ']],
    ['a circle', CIRCLE, ['CIRCULAR self/0']],
    ['the same object twice', { a: SHARED, b: [SHARED] }, []],
    ['256 levels', nested(256), []],
    ['257 levels', nested(257), ['TOO_DEEP a/a/a']],
    ['100,000 levels', nested(100_000), ['TOO_DEEP a/a/a']],
  ])('%s', (_, value, expected) => {
    expect(problemsOf(value)).toEqual(expected);
  });

  test('a Date and a Buffer are values, undefined is none', () => {
    const value = { at: new Date(0), bytes: Buffer.from('x'), nothing: undefined };
    const tree = treeOf(value, ORIGIN, []);
    expect(leavesOf(tree).map(({ path }) => path)).toEqual([['at'], ['bytes']]);
    expect(plainOf(tree, (leaf) => leaf.value)).toEqual({ at: value.at, bytes: value.bytes });
  });

  test('comes back as it was', () => {
    const objects = fc.object({
      key: fc.string().filter((key) => key !== '__proto__' && key !== 'prototype'),
    });
    const check = (value: object): void => {
      const problems: Problem[] = [];
      expect(plainOf(treeOf(value, ORIGIN, problems), (leaf) => leaf.value)).toEqual(value);
      expect(problems).toEqual([]);
    };
    fc.assert(fc.property(objects, check), { numRuns: RUNS });
  });
});

describe('merge', () => {
  test.each([
    [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [{ a: { x: 1, y: 2 } }, { a: { y: 3 } }, { a: { x: 1, y: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: { x: 1 } }, { a: null }, { a: null }],
    [{ a: 1 }, { a: { x: 1 } }, { a: { x: 1 } }],
    [{ a: 1 }, {}, { a: 1 }],
  ])('%j under %j', (base, over, expected) => {
    const merged = merge(treeOf(base, ORIGIN, []), treeOf(over, ORIGIN, []));
    expect(plainOf(merged, (leaf) => leaf.value)).toEqual(expected);
  });
});
