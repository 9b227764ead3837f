import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as zod from 'zod/mini';
import * as index from '../src/index.ts';
import * as operator from '../src/operator.ts';
import * as schema from '../src/schema.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([
  ['@kmscrypt/lambda', Object.keys(index)],
  ['./operator', Object.keys(operator)],
  ['./schema', Object.keys(schema).filter((name) => !(name in zod))],
])('the README names all that %s exports', (path, exported) => {
  const row = README.split('\n').find((line) => line.startsWith(`| \`${path}\` |`)) ?? '';
  const [, ...named] = [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(exported));
});
