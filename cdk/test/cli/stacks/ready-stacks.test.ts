import { describe, expect, it } from 'vitest';
import { readyStacks, reversed } from '../../../src/cli/stacks/ready-stacks.ts';

const stacks = [
  { id: 'a', after: [] },
  { id: 'b', after: ['a'] },
  { id: 'c', after: ['a', 'elsewhere'] },
  { id: 'd', after: ['b', 'c'] },
];

describe('which stacks may begin', () => {
  it.each([
    { name: 'at first', done: [], begun: [], expected: ['a'] },
    { name: 'while the first runs', done: [], begun: ['a'], expected: [] },
    { name: 'after the first', done: ['a'], begun: ['a'], expected: ['b', 'c'] },
    { name: 'while one of two runs', done: ['a', 'b'], begun: ['a', 'b', 'c'], expected: [] },
    { name: 'after both', done: ['a', 'b', 'c'], begun: ['a', 'b', 'c'], expected: ['d'] },
    { name: 'after all', done: ['a', 'b', 'c', 'd'], begun: ['a', 'b', 'c', 'd'], expected: [] },
  ])('$name', ({ done, begun, expected }) => {
    expect(readyStacks({ stacks, done: new Set(done), begun: new Set(begun) })).toEqual(expected);
  });
});

it('deletes what was built last first', () => {
  expect(reversed(stacks)).toEqual([
    { id: 'd', after: [] },
    { id: 'c', after: ['d'] },
    { id: 'b', after: ['d'] },
    { id: 'a', after: ['b', 'c'] },
  ]);
});
