import { describe, expect, it, test } from 'vitest';
import { cover } from '../src/cover.ts';
import { inputOf, type Problem } from './cover/problems.ts';

const PROBLEM: Problem = {
  paths: [],
  open: [],
  unchanged: [],
  pathPrice: 5,
  refetchPrice: 1,
  mayDropAll: false,
  mostPaths: 3_000,
  mostWildcards: 15,
};

function filesOf(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}/${String(index).padStart(5, '0')}.jpg`);
}

it.each<{ name: string; problem: Partial<Problem>; expected: readonly string[] }>([
  { name: 'nothing', problem: {}, expected: [] },
  { name: 'one path', problem: { paths: ['/a/b.png'] }, expected: ['/a/b.png'] },
  { name: 'one open path', problem: { paths: ['/a.css'], open: ['/a.css'] }, expected: ['/a.css*'] },
  {
    name: 'a folder of which all has changed',
    problem: { paths: ['/index.html', ...filesOf('/a', 9)], unchanged: ['/b'] },
    expected: ['/a/0000*', '/index.html'],
  },
  {
    name: 'a folder of which too much has not changed',
    problem: { paths: ['/a/1', '/a/2'], unchanged: filesOf('/a', 6) },
    expected: ['/a/1', '/a/2'],
  },
  {
    name: 'as dear with fewer items',
    problem: { paths: ['/a/1', '/a/2'], unchanged: filesOf('/a', 5) },
    expected: ['/a/*'],
  },
  {
    name: 'as dear and as many items, with less dropped',
    problem: {
      paths: ['/a/1', '/a/2', '/b/1', '/b/2'],
      unchanged: ['/a/x', '/b/x', '/b/y'],
      refetchPrice: 0,
      mostWildcards: 1,
    },
    expected: ['/a/*', '/b/1', '/b/2'],
  },
  {
    name: 'the same, the other way round',
    problem: {
      paths: ['/a/1', '/a/2', '/b/1', '/b/2'],
      unchanged: ['/a/x', '/b/x', '/a/y'],
      refetchPrice: 0,
      mostWildcards: 1,
    },
    expected: ['/a/1', '/a/2', '/b/*'],
  },
  { name: 'all there is, not allowed', problem: { paths: ['/a', '/b'] }, expected: ['/a', '/b'] },
  { name: 'all there is', problem: { paths: ['/a', '/b'], mayDropAll: true }, expected: ['/*'] },
  {
    name: 'an open root',
    problem: { paths: ['/', '/b'], open: ['/'], unchanged: filesOf('/c', 50), mayDropAll: true },
    expected: ['/*'],
  },
  {
    name: 'the query strings of the root',
    problem: { paths: ['/', '/?'], open: ['/?'] },
    expected: ['/', '/?*'],
  },
  {
    name: 'a path that others begin with',
    problem: { paths: ['/a', '/a/1', '/b'] },
    expected: ['/a*', '/b'],
  },
  {
    name: 'an open path that others begin with',
    problem: { paths: ['/a', '/a/1', '/a/1/2'], open: ['/a', '/a/1/2'], unchanged: filesOf('/a', 99) },
    expected: ['/a*'],
  },
  {
    name: 'no wildcard within a character',
    problem: { paths: ['/a%C3%A9', '/a%C3%A8'] },
    expected: ['/a*'],
  },
  {
    name: 'no wildcard within a character of which only some is the same',
    problem: { paths: ['/%C3%A9', '/%C3%A8'] },
    expected: ['/%C3%A8', '/%C3%A9'],
  },
  {
    name: 'the best of too many wildcards',
    problem: {
      paths: ['a', 'b', 'c'].flatMap((name, index) => filesOf(`/${name}`, index + 2)),
      mostWildcards: 2,
    },
    expected: ['/a/00000.jpg', '/a/00001.jpg', '/b/0000*', '/c/0000*'],
  },
  {
    name: 'open paths that need all wildcards',
    problem: { paths: ['/a/1', '/a/2', '/b/1', '/b/2'], open: ['/a/1', '/b/1'], mostWildcards: 2 },
    expected: ['/a/*', '/b/*'],
  },
  {
    name: 'open paths that need too many wildcards: as few as are worth it',
    problem: {
      paths: ['/a/1', '/a/2', '/b/1', '/b/2', '/c/1', '/c/2'],
      open: ['/a/1', '/a/2', '/b/1', '/b/2'],
      unchanged: [...filesOf('/a', 1_004), ...filesOf('/b', 1_006)],
      mostWildcards: 1,
    },
    expected: ['/a/*', '/b/1*', '/b/2*', '/c/1', '/c/2'],
  },
  {
    name: 'too many items: what it takes is dropped',
    problem: {
      paths: ['/a/1', '/a/2', '/b/1', '/b/2', '/c/1', '/c/2'],
      unchanged: [...filesOf('/a', 8), ...filesOf('/b', 6), ...filesOf('/c', 7)],
      mostPaths: 5,
    },
    expected: ['/a/1', '/a/2', '/b/*', '/c/1', '/c/2'],
  },
  {
    name: 'too many items in any case: as few as can be',
    problem: { paths: ['/a/1', '/a/2', '/b'], unchanged: filesOf('/a', 99), mostPaths: 1 },
    expected: ['/a/*', '/b'],
  },
])('$name', ({ problem, expected }) => {
  const whole = { ...PROBLEM, ...problem };
  expect(cover(inputOf(whole), whole.mostWildcards).items).toEqual(expected);
});

test('with the limit of CloudFront unless told otherwise', () => {
  const paths = Array.from({ length: 16 }, (_, index) => filesOf(`/${index.toString(16)}`, 2)).flat();
  expect(cover(inputOf({ ...PROBLEM, paths }))).toMatchObject({ wildcards: 15, cost: 17 * 5 });
});

test('an open root is an error where /* may not be used', () => {
  expect(() => cover(inputOf({ ...PROBLEM, paths: ['/'], open: ['/'] }))).toThrow(Error);
});

describe('names as long as S3 allows, each within the next, and very many side by side', () => {
  const nested = Array.from({ length: 1_024 }, (_, index) => `/n${'a'.repeat(index)}`);
  const many = filesOf('/m%C3%A9', 50_000);
  const input = { ...inputOf({ ...PROBLEM, paths: [...nested, ...many] }), mostPaths: Infinity };
  // Worth a wildcard are ten files of one group, and the nested names from some length on.
  const over = (prefix: string): number => (prefix.length < '/m%C3%A9/0000'.length ? 1e9 : 0);

  test('together', () => {
    expect(cover(input).items).toEqual(['/m%C3%A9/*', '/n*']);
  });

  test('as many wildcards as are allowed', () => {
    const { items, wildcards, dropped } = cover({ ...input, over });
    expect({ wildcards, dropped }).toEqual({ wildcards: 15, dropped: 0 });
    expect(items.length).toBe(11 + 1 + (50_000 - 14 * 10) + 14);
  });

  test('more wildcards than are allowed', () => {
    const { items, wildcards } = cover({ ...input, over, open: new Set(many) }, 0);
    expect(wildcards).toBe(5_000 + 1);
    expect(items.length).toBe(5_000 + 1 + 11);
  });
});
