import { expect, test } from 'vitest';
import { entriesOf } from '../src/entries.ts';
import { packageFolder } from './package-folder.ts';

test.each([
  ['one handler', ['src/index.ts', 'src/plan.ts'], { index: 'src/index.ts' }],
  [
    'one handler and its operator',
    ['src/index.ts', 'src/operator.ts'],
    { index: 'src/index.ts', operator: 'src/operator.ts' },
  ],
  [
    'two handlers and an operator',
    ['src/handlers/take.ts', 'src/handlers/give.ts', 'src/handlers/README.md', 'src/operator.ts'],
    { give: 'src/handlers/give.ts', take: 'src/handlers/take.ts', operator: 'src/operator.ts' },
  ],
])('%s', (_, files, entries) => {
  const folder = packageFolder(Object.fromEntries(files.map((file) => [file, ''])));
  expect(Object.fromEntries(entriesOf(folder))).toEqual(entries);
});

test.each([
  ['no handler', ['src/operator.ts'], 'neither'],
  ['no handler in the folder of handlers', ['src/handlers/README.md'], 'neither'],
  ['a handler called as the operator', ['src/handlers/operator.ts', 'src/operator.ts'], 'one file'],
])('%s is refused', (_, files, words) => {
  const folder = packageFolder(Object.fromEntries(files.map((file) => [file, ''])));
  expect(() => entriesOf(folder)).toThrow(words);
});
