import { describe, expect, test } from 'vitest';
import { treeValue } from '../../src/references/tree-value.ts';

describe('treeValue', () => {
  test('makes objects of paths', () => {
    const tree = new Map([
      ['db/password', 'p'],
      ['db/user', 'u'],
      ['port', '1'],
    ]);
    expect(treeValue(tree)).toEqual({ db: { password: 'p', user: 'u' }, port: '1' });
  });

  test('keeps a key __proto__ as its own, for the check of keys to find', () => {
    const value = treeValue(new Map([['__proto__/x', 'y']]));
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  test.each([[['db', 'db/password']], [['db/password', 'db']], [['a/b', 'a/b/c']]])(
    'refuses %j: a parameter that is the path of others',
    (names) => {
      const tree = new Map(names.map((name) => [name, 'value']));
      expect(() => treeValue(tree)).toThrow(expect.objectContaining({ code: 'KEY_REFUSED' }));
    },
  );
});
