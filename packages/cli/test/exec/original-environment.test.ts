import { describe, expect, test } from 'vitest';
import { dropAdditions, originalEnvironment, variablesOf } from '../../src/exec/original-environment.ts';

function read(block: string | Buffer): unknown {
  return Object.fromEntries(variablesOf(Buffer.from(block)));
}

describe('variablesOf', () => {
  test.each([
    ['nothing', '', {}],
    ['one', 'A=1\0', { A: '1' }],
    ['without the last NUL', 'A=1\0B=2', { A: '1', B: '2' }],
    ['empty', 'A=\0B=\0', { A: '', B: '' }],
    ['= in a value', 'A==b=c\0', { A: '=b=c' }],
    ['line breaks', 'A=a\nb\0', { A: 'a\nb' }],
    ['a function of bash', 'BASH_FUNC_f%%=() { :; }\0', { 'BASH_FUNC_f%%': '() { :; }' }],
    ['non-ASCII', 'Ä=é😀\0', { Ä: 'é😀' }],
    ['a byte order mark', 'A=\uFEFFx\0', { A: '\uFEFFx' }],
    ['no =', 'garbage\0A=1\0', { A: '1' }],
    ['no name', '=C:\0A=1\0', { A: '1' }],
    ['the first counts', 'A=1\0A=2\0', { A: '1' }],
  ])('%s', (_name, block, expected) => {
    expect(read(block)).toEqual(expected);
  });

  test('a name that every object has', () => {
    expect(variablesOf(Buffer.from('__proto__=1\0constructor=2\0'))).toEqual(
      new Map([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    );
  });

  test('what is not UTF-8 is refused by name, all of it', () => {
    const block = Buffer.from('A=\xff\0B=ok\0C=\xe9t\xe9\0', 'latin1');
    expect(() => read(block)).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringMatching(/^A: /) }),
          expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringMatching(/^C: /) }),
        ],
      }),
    );
  });
});

test.runIf(process.platform === 'linux')('what was set since is not in it', () => {
  process.env['SET_SINCE'] = '1';
  expect(originalEnvironment(process.env).has('SET_SINCE')).toBe(false);
  expect(originalEnvironment(process.env).get('PATH')).toBeDefined();
});

test('what was added is taken out, but for what is ours', () => {
  const env = { A: '1', B: '2', HOME: '/', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  dropAdditions(env, new Map([['A', '1']]));
  expect(Object.keys(env)).toEqual(['A', 'HOME', 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED']);
});
