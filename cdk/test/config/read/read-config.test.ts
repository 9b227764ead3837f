import { expect, test } from 'vitest';
import { ConfigError } from '../../../src/config/config-error.ts';
import type { ConfigProblemCode } from '../../../src/config/problem.ts';
import { CONFIG_NAMES, findConfig } from '../../../src/config/read/find-config.ts';
import { readConfig } from '../../../src/config/read/read-config.ts';
import { valid } from '../valid.ts';
import { filesOf } from './files.ts';

const JSON_TEXT = JSON.stringify(valid(), undefined, '\t');
const failing = (code: string): Error => Object.assign(new Error(`it failed: ${code}\nmore`), { code });

async function codesOf(path: string, files: Parameters<typeof filesOf>[0]): Promise<readonly string[]> {
  try {
    await readConfig(path, { files: filesOf(files) });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ code, line, column }) =>
      line === undefined ? code : `${code} ${line}:${column}`,
    );
  }
}

test.each<
  readonly [
    string,
    string,
    Parameters<typeof filesOf>[0],
    ConfigProblemCode | `${ConfigProblemCode} ${string}`,
  ]
>([
  ['an empty folder', '.', {}, 'CONFIG_MISSING'],
  ['a file that is not there', 'other.yaml', {}, 'CONFIG_MISSING'],
  ['two configs', '.', { texts: { 'kmscrypt-cdk.yaml': '', 'kmscrypt-cdk.json': '{}' } }, 'CONFIG_AMBIGUOUS'],
  [
    'a format that is not known',
    'kmscrypt-cdk.toml',
    { texts: { 'kmscrypt-cdk.toml': '' } },
    'FORMAT_UNKNOWN',
  ],
  ['no extension', 'config', { texts: { config: '' } }, 'FORMAT_UNKNOWN'],
  [
    'JSON with a comma too many',
    'a.json',
    { texts: { 'a.json': '{\n  "name": "acme",\n}' } },
    'JSON_INVALID 3:1',
  ],
  [
    'JSON with a key twice',
    'a.json',
    { texts: { 'a.json': JSON_TEXT.replace('{', '{\n\t"name": "a",') } },
    'KEY_DUPLICATE 3:2',
  ],
  [
    'JSON with a wrong value',
    'a.json',
    { texts: { 'a.json': JSON_TEXT.replace('"acme"', '"Acme"') } },
    'VALUE_INVALID 2:10',
  ],
  [
    'JSON with a number',
    'a.json',
    { texts: { 'a.json': JSON_TEXT.replace('"acme"', '12') } },
    'NUMBER_UNQUOTED 2:10',
  ],
  ['empty JSON', 'a.json', { texts: { 'a.json': '' } }, 'JSON_INVALID 1:1'],
  ['JSON of spaces', 'a.json', { texts: { 'a.json': ' \n' } }, 'JSON_INVALID 1:1'],
  ['empty YAML', 'a.yaml', { texts: { 'a.yaml': '' } }, 'VALUE_MISSING 1:1'],
  ['YAML that is a comment', 'a.yaml', { texts: { 'a.yaml': '\n# later\n' } }, 'VALUE_MISSING 1:1'],
  ['a module without a config', 'a.ts', { modules: { 'a.ts': { other: 1 } } }, 'EXPORT_MISSING'],
  ['a module that throws', 'a.mjs', { modules: { 'a.mjs': failing('ERR') } }, 'MODULE_FAILED'],
  [
    'TypeScript in a Node that takes none',
    'a.ts',
    { modules: { 'a.ts': failing('ERR_UNKNOWN_FILE_EXTENSION') } },
    'NODE_TOO_OLD',
  ],
  [
    'a module with a wrong config',
    'a.js',
    { modules: { 'a.js': { config: { ...valid(), name: 'Acme' } } } },
    'VALUE_INVALID',
  ],
])('refused: %s', async (_, path, files, code) => {
  expect(await codesOf(path, files)).toEqual([code]);
});

test.each<readonly [string, Parameters<typeof filesOf>[0]]>([
  ['JSON, indented by tabs', { texts: { 'kmscrypt-cdk.json': JSON_TEXT } }],
  ['a default export', { modules: { 'kmscrypt-cdk.ts': { default: valid() } } }],
  ['an export config', { modules: { 'kmscrypt-cdk.mjs': { config: valid() } } }],
  [
    'an export config of CommonJS',
    { modules: { 'kmscrypt-cdk.js': { config: valid(), default: { config: valid() } } } },
  ],
  [
    'the only one beside other files',
    { texts: { 'kmscrypt-cdk.json': JSON_TEXT, 'kmscrypt-cdk.yaml.orig': '' } },
  ],
])('accepted: %s', async (_, files) => {
  const config = await readConfig('.', { files: filesOf(files) });
  expect(config.environments.map(({ name, vpc }) => [name, vpc.zones])).toEqual([
    ['stage', 3],
    ['prod', 3],
  ]);
});

test.each(CONFIG_NAMES)('%s is found in its folder', async (name) => {
  expect(await findConfig('.', filesOf({ texts: { [name]: '' } }))).toBe(name);
});

test('a file that may not be read', async () => {
  const files = { ...filesOf({}), read: () => Promise.reject(failing('EACCES')) };
  const failure: unknown = await readConfig('a.yaml', { files }).catch((error: unknown) => error);
  expect(failure instanceof ConfigError && failure.problems.map(({ code }) => code)).toEqual([
    'CONFIG_UNREADABLE',
  ]);
});
