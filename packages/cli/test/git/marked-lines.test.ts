import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributesOf } from '../../src/git/attributes.ts';
import { HOOK } from '../../src/git/hook.ts';
import { type Lines, withLines, withoutLines } from '../../src/git/marked-lines.ts';

const ATTRIBUTES = attributesOf(['*.json']);

test.each([
  ['an empty file', ''],
  ['a script', '#!/bin/sh\nset -e\nnpm test\n'],
  ['a script without a newline at its end', '#!/bin/sh\nnpm test'],
  ['nothing but a shebang', '#!/bin/sh\n'],
  ['nothing but a shebang, without a newline', '#!/bin/sh'],
  ['no shebang, as husky has it', 'npm test\n'],
  ['newlines', '\n\n'],
  ['Windows lines', '#!/bin/sh\r\nnpm test\r\n'],
])('lines come and go: %s', (_name, text) => {
  for (const lines of [HOOK, ATTRIBUTES]) {
    const installed = withLines(text, lines);
    expect(installed).not.toBe(text);
    expect(withLines(installed, lines)).toBe(installed);
    expect(withoutLines(installed, lines.head)).toBe(text);
  }
});

test('lines come and go in any text', () => {
  const line = fc.oneof(
    fc.constantFrom('#!/bin/sh', '', 'exit 0', '# >>> kmscrypt'),
    fc.string({ unit: 'binary-ascii' }),
  );
  const text = fc
    .tuple(fc.array(line), fc.boolean())
    .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));
  fc.assert(
    fc.property(text, fc.constantFrom(HOOK, ATTRIBUTES), (before, lines: Lines) => {
      const installed = withLines(before, lines);
      expect(withLines(installed, lines)).toBe(installed);
      expect(withoutLines(installed, lines.head)).toBe(before);
    }),
  );
});

test.each([
  ['the hook', HOOK],
  ['the attributes', ATTRIBUTES],
])('a file that was not there goes again: %s', (_name, lines) => {
  const installed = withLines(undefined, lines);
  expect(withoutLines(installed, lines.head)).toBeUndefined();
  // What a user has added meanwhile stays.
  expect(withoutLines(`${installed}mine\n`, lines.head)).toBe(`${lines.head}mine\n`);
  expect(withLines(withLines(undefined, { ...lines, lines: ['old'] }), lines)).toBe(installed);
});

test('lines of an older version are replaced where they stand', () => {
  const old = withLines('a\nb\n', { lines: ['old'], head: '', offsetIn: () => 2 });
  const updated = withLines(old, { lines: ['new'], head: '', offsetIn: () => 0 });
  expect(updated).toBe(old.replace('old', 'new'));
  expect(withoutLines(updated, '')).toBe('a\nb\n');
});

test('a text without our lines stays', () => {
  expect(withoutLines('#!/bin/sh\n', HOOK.head)).toBe('#!/bin/sh\n');
});
