import { formatPath, readDocument } from '@kmscrypt/core/documents';
import { expect, test } from 'vitest';
import { selectedFields } from '../../src/config-file/select-fields.ts';
import type { Selection } from '../../src/settings/selection.ts';

const TEXT = `{
  "db": { "password": "p", "user": "u", "pin": 5, "next": null, "old": "" },
  "tokens": ["a", "b"],
  "token": "kmscrypt::AAAA",
  "url": "https://u:kmscrypt::AAAA@host"
}`;

async function select(
  options: { readonly path?: readonly string[]; readonly match?: string },
  encrypt?: Selection,
): Promise<string[]> {
  const document = await readDocument('json', TEXT);
  const found = encrypt === undefined ? {} : { rule: { paths: ['*'], keyIds: [], encrypt } };
  const fields = selectedFields({ document, found, name: 'a.json' }, { path: [], ...options });
  return fields.map(({ path }) => formatPath(path));
}

const RULE: Selection = { paths: [], match: 'user' };

test.each([
  ['a path', { path: ['db.password'] }, undefined, ['db.password']],
  ['several paths', { path: ['db.pin', '/db/password'] }, undefined, ['db.password', 'db.pin']],
  [
    'all below a path, but nothing empty',
    { path: ['db.*'] },
    undefined,
    ['db.password', 'db.user', 'db.pin'],
  ],
  ['an empty value by its path', { path: ['db.old', 'db.next'] }, undefined, ['db.next', 'db.old']],
  ['all below a map, but nothing empty', { path: ['db'] }, undefined, ['db.password', 'db.user', 'db.pin']],
  ['all below a list', { path: ['tokens'] }, undefined, ['tokens[0]', 'tokens[1]']],
  ['a key', { match: '(?i)PASS' }, undefined, ['db.password']],
  ['a key or a path', { match: 'pass', path: ['tokens[1]'] }, undefined, ['db.password', 'tokens[1]']],
  ['what holds a token already is left out', { match: '^(token|url)$' }, undefined, []],
  ['a path to what is a token already', { path: ['token'] }, undefined, []],
  ['wildcards that find nothing', { path: ['nothing.*'] }, undefined, []],
  ['the rule', {}, RULE, ['db.user']],
  ['the command line rather than the rule', { path: ['db.pin'] }, RULE, ['db.pin']],
])('%s', async (_name, options, encrypt, expected) => {
  expect(await select(options, encrypt)).toEqual(expected);
});

test.each([
  ['no selector', {}, 'USAGE'],
  ['a path that leads nowhere', { path: ['db.pasword'] }, 'PATH_NOT_FOUND'],
  ['one of several', { path: ['db.password', 'x'] }, 'PATH_NOT_FOUND'],
  ['a path that cannot be read', { path: ['a..b'] }, 'PATH_INVALID'],
  ['a broken regular expression', { match: '(' }, 'INVALID_OPTION'],
])('%s is refused', async (_name, options, code) => {
  await expect(select(options)).rejects.toMatchObject({ code });
});
