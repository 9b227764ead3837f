import { expect, test } from 'vitest';
import type { Todo } from '../src/state.ts';
import { addTodos, nextDue, readRecordOf, todosAfter } from '../src/todo.ts';

const todo = (name: string, more: Partial<Todo> = {}): Todo => ({
  kind: 'group',
  source: 'own',
  name,
  due: 100,
  failures: 0,
  isWhole: false,
  ...more,
});

test('what is asked for twice is there once, at the earlier time, without the pause after failures', () => {
  const failed = todo('ops', { due: 900, failures: 3, isWhole: true });
  expect(addTodos([failed, todo('dev')], [todo('ops', { due: 200 }), todo('db')])).toEqual([
    todo('ops', { due: 200, isWhole: true }),
    todo('dev'),
    todo('db'),
  ]);
});

test.each<[name: string, before: readonly Todo[], left: readonly Todo[], after: readonly Todo[]]>([
  ['what was read is gone', [todo('ops')], [], []],
  ['what was left stays', [todo('ops')], [todo('ops', { due: 160 })], [todo('ops', { due: 160 })]],
  ['what others added stays', [todo('ops'), todo('new')], [], [todo('new')]],
  ['what was asked for again since stays', [todo('ops', { due: 151 })], [], [todo('ops', { due: 151 })]],
])('after a read: %s', (_name, before, left, after) => {
  expect(todosAfter(before, { given: [todo('ops')], left, at: 150 })).toEqual(after);
});

test('a whole read is complete when nothing is left of it', () => {
  const record = { started: 500, complete: 100, leased: 900 };
  expect(readRecordOf(record, [todo('ops', { isWhole: true })])).toBe(record);
  expect(readRecordOf(record, [todo('ops')])).toEqual({ started: 500, complete: 500 });
});

test('the next is the earliest', () => {
  expect(nextDue([])).toBeUndefined();
  expect(nextDue([todo('a', { due: 7 }), todo('b', { due: 5 })])).toBe(5);
});
