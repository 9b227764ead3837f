import { expect, test } from 'vitest';
import { checkCommandLine } from '../../src/exec/command-line.ts';

const line = (text: string): (() => Uint8Array) => {
  return () => Buffer.from(text, 'latin1');
};

test.each([
  ['ASCII', ['a', ''], () => Buffer.of(0xff)],
  ['the replacement character itself', ['\uFFFD'], () => Buffer.from('\uFFFD')],
  [
    'no /proc',
    ['\uFFFD'],
    () => {
      throw new Error('ENOENT');
    },
  ],
])('%s is passed on', (_name, command, readArguments) => {
  expect(() => checkCommandLine(command, readArguments)).not.toThrow();
});

test('what a decoder has changed is refused', () => {
  expect(() => checkCommandLine(['a', '\uFFFD'], line('a\0\xff\0'))).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION' }),
  );
});
