import { expect, it } from 'vitest';
import { sameValues } from '../../src/formats/same-values.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};

it.each([
  ['strings', 'x', 'y', true],
  ['a number is no string', 'x', 1, false],
  ['null is no object', {}, null, false],
  ['not a number', [Number.NaN], [Number.NaN], true],
  ['order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ['a key more', { a: 1 }, { a: 1, b: 2 }, false],
  ['a key less', { a: 1, b: 2 }, { a: 1 }, false],
  ['a key in disguise', { x: 1 }, { y: 1 }, true],
  ['two keys that become one', { x: 1, y: 1 }, { y: 1 }, false],
  ['an inherited key', { toString: 1 }, {}, false],
  ['__proto__', JSON.parse('{"__proto__": "x"}'), JSON.parse('{"__proto__": "y"}'), true],
  ['another __proto__', JSON.parse('{"__proto__": 1}'), {}, false],
  ['an array is no object', ['x'], { 0: 'y' }, false],
  ['dates', [new Date(1)], [new Date(1)], true],
  ['other dates', [new Date(1)], [new Date(2)], false],
  ['a date is no object', [new Date(1)], [{}], false],
  ['depth', nested(200_000), nested(200_000), false],
])('%s', (_name, marked, actual, same) => {
  expect(sameValues(marked, actual, (text) => text.replace('x', 'y'))).toBe(same);
});
