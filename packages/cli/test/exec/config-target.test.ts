import { expect, test } from 'vitest';
import { configTargets } from '../../src/exec/config-target.ts';

test.each([
  ['a variable', 'app.json=CONFIG', { file: 'app.json', variable: 'CONFIG' }],
  ['a FIFO', 'app.json:/run/app.json', { file: 'app.json', fifo: '/run/app.json' }],
  ['the last = counts', 'a=B=C', { file: 'a=B', variable: 'C' }],
  ['the last : counts', 'a:b:c', { file: 'a:b', fifo: 'c' }],
  ['a : before the last =', 'C:/app.json=CONFIG', { file: 'C:/app.json', variable: 'CONFIG' }],
  ['no variable follows the last =', 'a=b.json:/run/x', { file: 'a=b.json', fifo: '/run/x' }],
  ['= in the path of the FIFO', 'a.json:/run/x=1/y', { file: 'a.json', fifo: '/run/x=1/y' }],
  ['a line break in a name', 'a\nb=X', { file: 'a\nb', variable: 'X' }],
  ['a digit in a name', 'a=_X1', { file: 'a', variable: '_X1' }],
])('%s', (_name, value, expected) => {
  expect(configTargets([value], '/')).toEqual([expected]);
});

test.each([
  ['neither', ['app.json']],
  ['empty', ['']],
  ['no file', ['=CONFIG']],
  ['no file for a FIFO', [':/run/x']],
  ['no variable', ['app.json=']],
  ['no FIFO', ['app.json:']],
  ['no name of a variable', ['app.json=1X']],
  ['a dash in the name', ['app.json=A-B']],
  ['stdin', ['-=CONFIG']],
  ['stdin for a FIFO', ['-:/run/x']],
  ['the same variable twice', ['a=X', 'b=X']],
  ['the same FIFO twice', ['a:/run/x', 'b:/run/./y/../x']],
])('refused: %s', (_name, values) => {
  expect(() => configTargets(values, '/')).toThrow(expect.objectContaining({ code: 'USAGE' }));
});

test('a FIFO and a variable of one name are two things', () => {
  expect(configTargets(['a=X', 'a:X'], '/')).toHaveLength(2);
});
