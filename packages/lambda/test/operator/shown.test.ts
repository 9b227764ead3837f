import { expect, test } from 'vitest';
import { section, sectionsText } from '../../src/operator/shown.ts';

test('an entry may be several lines; an empty list has no heading', () => {
  expect(section('hosts', [['i-1', '  patching'], ['i-2']])).toEqual([
    'hosts',
    '  i-1',
    '    patching',
    '  i-2',
  ]);
  expect(section('hosts', [])).toEqual([]);
});

test('of a long list, how many more there are', () => {
  const lines = section(
    'hosts',
    Array.from({ length: 53 }, (_, index) => [`i-${index}`]),
  );
  expect(lines).toHaveLength(52);
  expect(lines.at(-1)).toBe('  … and 3 more (--json has them all)');
});

test('an empty line between sections, none for one without lines, no control characters', () => {
  expect(sectionsText([['one', 'a\u001B[31m'], [], ['two']])).toBe('one\na\\u{1b}[31m\n\ntwo');
});
