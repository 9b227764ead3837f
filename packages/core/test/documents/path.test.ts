import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, parsePath, type Path, pointerOf } from '../../src/documents/path.ts';
import { RUNS } from '../runs.ts';

describe('a path', () => {
  it.each<[string, Path]>([
    ['', []],
    ['.', []],
    ['password', ['password']],
    ['db.password', ['db', 'password']],
    ['.db.password', ['db', 'password']],
    ['services[0].env.TOKEN', ['services', 0, 'env', 'TOKEN']],
    ['[0][12]', [0, 12]],
    ['.[0].a', [0, 'a']],
    ['a.[0]', ['a', 0]],
    ['services.0.env', ['services', '0', 'env']],
    ['services.-', ['services', '-']],
    ['["a.b"].c', ['a.b', 'c']],
    [`['a.b'].c`, ['a.b', 'c']],
    ['a["b]"][\'c"\']', ['a', 'b]', 'c"']],
    ['["\\"\\u00e9\\n"]', ['"é\n']],
    ['[""].a', ['', 'a']],
    ['my key.ü', ['my key', 'ü']],
    ['a/b', ['a/b']],
    ['__proto__', ['__proto__']],
    ['/', ['']],
    ['/db/password', ['db', 'password']],
    ['/a.b/0/-', ['a.b', '0', '-']],
    ['/a~1b/c~0d/~01', ['a/b', 'c~d', '~1']],
    ['/[0]//', ['[0]', '', '']],
  ])('%s', (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });
});

describe('refused, with the place of the character', () => {
  it.each([
    ['..', 1],
    ['a.', 2],
    ['a..b', 2],
    ['a.b.', 4],
    ['a]', 2],
    ['a[', 2],
    ['a[]', 2],
    ['a[x]', 2],
    ['a[-1]', 2],
    ['a[1.5]', 2],
    ['a[1234567890123456]', 2],
    ['a[0]b', 5],
    ['a["b]', 2],
    ["a['b]", 2],
    ['["\\x"]', 1],
    ['["a\nb"]', 1],
    ['😀[', 2],
    ['/a~', 3],
    ['/a/b~2', 5],
  ])('%j', (text, character) => {
    const message: unknown = expect.stringContaining(`at character ${character};`);
    expect(() => parsePath(text)).toThrow(expect.objectContaining({ code: 'PATH_INVALID', message }));
  });
});

describe('written', () => {
  it.each<[Path, string, string]>([
    [[], '.', ''],
    [['db', 'password'], 'db.password', '/db/password'],
    [['services', 0, 'env'], 'services[0].env', '/services/0/env'],
    [[0, 'a'], '[0].a', '/0/a'],
    [['a', '0'], 'a.0', '/a/0'],
    [['a.b', 'c'], '["a.b"].c', '/a.b/c'],
    [['a', ''], 'a[""]', '/a/'],
    [['a/b', '~'], '["a/b"].~', '/a~1b/~0'],
    [['a "b"', '*', '.'], '["a \\"b\\""]["*"]["."]', '/a "b"/*/.'],
  ])('%j', (path, text, pointer) => {
    expect([formatPath(path), pointerOf(path)]).toEqual([text, pointer]);
  });
});

const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'.[]"\'\\/~-*01a \n\ud800\udc00'.split('')) }),
);
const path: fc.Arbitrary<Path> = fc.array(fc.oneof(key, fc.nat({ max: 999_999_999_999_999 })));

it('reads every path that is written', () => {
  const holds = (steps: Path): void => {
    expect(parsePath(formatPath(steps))).toEqual(steps);
    expect(parsePath(pointerOf(steps))).toEqual(steps.map(String));
  };
  fc.assert(fc.property(path, holds), { numRuns: RUNS });
});

it('reads or refuses every text', () => {
  const text = fc.string({ unit: fc.constantFrom(...'.[]"\'\\/~0a'.split('')) });
  const holds = (written: string): void => {
    let steps: Path;
    try {
      steps = parsePath(written);
    } catch (error) {
      expect(error).toMatchObject({ code: 'PATH_INVALID' });
      return;
    }
    expect(parsePath(formatPath(steps))).toEqual(steps);
  };
  fc.assert(fc.property(text, holds), { numRuns: RUNS });
});
