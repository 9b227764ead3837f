import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/problem.ts';
import { environmentTree } from '../../src/sources/environment.ts';
import { envSource, type EnvSourceOptions } from '../../src/sources/source.ts';
import { merge } from '../../src/tree/merge.ts';
import { plainOf } from '../../src/tree/node.ts';
import { treeOf } from '../../src/tree/tree-of.ts';

const BASE = { db: { url: 'u', maxPool: 5, 'read-only': false }, hosts: ['a', 'b'] };

function overridden(options: EnvSourceOptions, env: Record<string, string>): unknown {
  const problems: Problem[] = [];
  const base = treeOf(BASE, { name: 'object' }, []);
  const tree = merge(base, environmentTree(envSource(options), { base, env, problems }));
  return problems.length > 0 ? problems.map(({ error }) => error.code) : plainOf(tree, (leaf) => leaf.value);
}

const PREFIX = { prefix: 'APP__' };

describe('environmentTree', () => {
  test.each([
    ['a path', { variables: { URL: 'db.url' } }, { URL: 'x' }, { ...BASE, db: { ...BASE.db, url: 'x' } }],
    ['a new path', { variables: { URL: 'api.url' } }, { URL: 'x' }, { ...BASE, api: { url: 'x' } }],
    ['an empty variable', { variables: { URL: 'db.url' } }, { URL: '' }, BASE],
    ['an absent variable', { variables: { URL: 'db.url' } }, {}, BASE],
    ['a prefix', PREFIX, { APP__DB__URL: 'x' }, { ...BASE, db: { ...BASE.db, url: 'x' } }],
    ['a number', PREFIX, { APP__DB__MAX_POOL: '7' }, { ...BASE, db: { ...BASE.db, maxPool: 7 } }],
    ['no number', PREFIX, { APP__DB__MAXPOOL: '7x' }, { ...BASE, db: { ...BASE.db, maxPool: '7x' } }],
    ['a boolean', PREFIX, { APP__DB__READ_ONLY: 'true' }, { ...BASE, db: { ...BASE.db, 'read-only': true } }],
    ['an item of a list', PREFIX, { APP__HOSTS__1: 'x' }, { ...BASE, hosts: ['a', 'x'] }],
    ['a new key, in lower case', PREFIX, { APP__API__KEY: '1' }, { ...BASE, api: { key: '1' } }],
    [
      'another separator',
      { prefix: 'X_', separator: '_' },
      { X_DB_URL: 'x' },
      { ...BASE, db: { ...BASE.db, url: 'x' } },
    ],
    ['the prefix alone', PREFIX, { APP__: 'x' }, BASE],
    ['an empty step', PREFIX, { APP____X: 'x', APP__DB__: 'x' }, BASE],
    ['a refused key', { prefix: 'X_', separator: '.' }, { 'X_a.__proto__': 'x' }, ['KEY_REFUSED']],
    ['a refused path', { variables: { URL: 'a.__proto__.b' } }, { URL: 'x' }, ['KEY_REFUSED']],
    ['a path that is none', { variables: { URL: 'db..url' } }, { URL: 'x' }, ['INVALID_OPTION']],
  ])('%s', (_, options, env, expected) => {
    expect(overridden(options, env)).toEqual(expected);
  });
});
