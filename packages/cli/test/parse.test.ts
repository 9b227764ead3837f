import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinValues, parse } from '../src/parse.ts';
import { COMMANDS } from '../src/table/commands.ts';

const { encrypt } = COMMANDS;
const { options } = encrypt;

function given(args: readonly string[]): unknown {
  const parsed = parse(args, encrypt);
  if (!parsed.ok) return 'not read';
  const entries = Object.entries(parsed.options).filter(
    ([, value]) => value !== false && String(value) !== '',
  );
  return { ...Object.fromEntries(entries), ...(parsed.args.length > 0 && { args: parsed.args }) };
}

test.each([
  ['nothing', [], {}],
  ['a value after a space', ['--plaintext', 'x'], { plaintext: 'x' }],
  ['a value after =', ['--plaintext=x=y'], { plaintext: 'x=y' }],
  [
    'a value that begins with dashes',
    ['--plaintext', '-----BEGIN KEY-----\nA\n'],
    { plaintext: '-----BEGIN KEY-----\nA\n' },
  ],
  ['a value that is the name of another option', ['--key-id', '--plaintext', 's3cret'], 'not read'],
  ['the same, meant', ['--plaintext=--lines'], { plaintext: '--lines' }],
  ['the same as a value of a value', ['--plaintext', 'x', '--key-id', '--lines=1'], 'not read'],
  ['numbers stay text', ['--plaintext', '007'], { plaintext: '007' }],
  ['a repeatable option', ['--key-id', 'a', '--key-id=b'], { 'key-id': ['a', 'b'] }],
  ['a repeatable option takes one value', ['--key-id', 'a', 'file'], { 'key-id': ['a'], args: ['file'] }],
  ['options after files', ['file', '--lines'], { lines: true, args: ['file'] }],
  ['a dash is a file', ['-'], { args: ['-'] }],
  ['a number is a file', ['1e3'], { args: ['1e3'] }],
  ['after -- all are files', ['--', '--lines'], { args: ['--lines'] }],
  ['several files', ['a', 'b'], { args: ['a', 'b'] }],
  ['unknown option', ['--frob'], 'not read'],
  ['unknown short option', ['-x'], 'not read'],
  ['negated flag', ['--no-lines'], 'not read'],
  ['a name of Object', ['--constructor', 'x'], 'not read'],
  ['a missing value', ['--key-id'], 'not read'],
  ['given twice', ['--plaintext', 'a', '--plaintext', 'b'], 'not read'],
  ['dots make no objects', ['--context.a', 'b'], 'not read'],
])('%s', (_name, args, expected) => {
  expect(given(args)).toEqual(expected);
});

test('an empty value is a value', () => {
  expect(parse(['--plaintext', ''], encrypt)).toMatchObject({ ok: true, options: { plaintext: '' } });
  expect(parse(['--plaintext='], encrypt)).toMatchObject({ ok: true, options: { plaintext: '' } });
});

describe('joinValues', () => {
  test('any text survives as the value of an option', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parse(['--plaintext', text], encrypt)).toMatchObject({
          ok: true,
          options: { plaintext: text },
        });
      }),
    );
  });

  test('leaves the last option without a value alone', () => {
    expect(joinValues(['--key-id'], options)).toEqual(['--key-id']);
  });
});

test.each([
  ['none where none is taken', 'keygen', [], true],
  ['one where none is taken', 'keygen', ['a'], false],
  ['fewer than are required', 'get', ['a'], false],
  ['as many as are required', 'get', ['a', 'b'], true],
  ['more than are taken', 'get', ['a', 'b', 'c'], false],
  ['none of several', 'verify', [], false],
  ['several', 'verify', ['a', 'b', 'c'], true],
  ['one of its choices', 'git', ['install'], true],
  ['none of its choices', 'git', ['instal'], false],
  ['too few, but help is asked for', 'get', ['--help'], true],
] as const)('arguments: %s', (_name, command, args, ok) => {
  expect(parse(args, COMMANDS[command]).ok).toBe(ok);
});

describe('a command behind --', () => {
  const ran = (...args: string[]): unknown => {
    const parsed = parse(args, COMMANDS.exec);
    return parsed.ok && !parsed.help ? parsed.args : parsed.ok;
  };

  test.each([
    ['alone', ['--', 'a'], ['a']],
    ['another --', ['--', 'a', '--', 'b'], ['a', '--', 'b']],
    ['-- first', ['--', '--', 'a'], ['--', 'a']],
    ['options that look like ours', ['--', 'a', '--only', 'X', '--help'], ['a', '--only', 'X', '--help']],
    ['numbers and nothing', ['--', 'a', '007', '1e3', ''], ['a', '007', '1e3', '']],
    ['options before it', ['--only', 'X', '--', 'a'], ['a']],
    ['an option without its value', ['--only', '--', 'a'], false],
    ['no command', ['--'], false],
    ['no --', ['a', 'b'], false],
    ['nothing', [], false],
    ['something before --', ['a', '--', 'b'], false],
    ['an option that is none', ['--frob', '--', 'b'], false],
    ['--timeout twice', ['--timeout', '1', '--timeout', '2', '--', 'a'], false],
    ['help', ['--help'], true],
    ['help before a command', ['--help', '--', 'a'], true],
  ])('%s', (_name, args, expected) => {
    expect(ran(...args)).toEqual(expected);
  });

  test('reaches it as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (command) => {
        expect(ran('--except', 'X', '--', ...command)).toEqual(command);
      }),
    );
  });
});
