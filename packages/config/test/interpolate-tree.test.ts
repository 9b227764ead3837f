import { expect, it } from 'vitest';
import { interpolateTree } from '../src/interpolate-tree.ts';
import type { Problem } from '../src/problem.ts';
import { leavesOf } from '../src/tree/node.ts';
import { treeOf } from '../src/tree/tree-of.ts';

function interpolated(
  variables: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  const problems: Problem[] = [];
  const tree = interpolateTree(treeOf(variables, { name: '.env', variables }, problems), env, problems);
  return {
    values: leavesOf(tree).map(({ leaf }) => leaf.value),
    problems: problems.map(({ error, path }) => `${path.join('.')} ${error.code}`),
  };
}

it('tells all variables that a text lacks, and those of each other text', () => {
  expect(interpolated({ A: '${X}-${Y}', B: '${A}', C: 'c${D}', D: 'd' })).toEqual({
    values: ['${X}-${Y}', '${A}', 'cd', 'd'],
    problems: ['A VARIABLE_MISSING', 'A VARIABLE_MISSING', 'B VARIABLE_MISSING', 'B VARIABLE_MISSING'],
  });
});

it('a variable of the environment goes before that of the file', () => {
  expect(interpolated({ A: 'file', B: '${A}' }, { A: '${B}' }).values).toEqual(['file', '${B}']);
});

it('one large variable in many texts is told once, and ends soon', () => {
  const users = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`U${index}`, '${A}']));
  const { problems } = interpolated({ A: 'x'.repeat(2 ** 20), ...users });
  expect(problems).toEqual(['U16 TOO_DEEP']);
});
