import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encryptValue, generateLocalKey, LOCAL_KEY_ID } from '@kmscrypt/core';
import { expect, test } from 'vitest';
import { folderWithLambdas, lambdaOf, type LambdaFiles } from '../support/fixture-lambda.ts';
import { codesOf, type Outcome, type RunOptions, runProgram } from '../support/run-program.ts';

// A Standard Schema by hand; a Lambda's own is zod's.
const OPERATOR = `
  const validate = (value) => {
    const issues = [];
    if (typeof value.bucket !== 'string') issues.push({ path: ['bucket'], message: 'is no text' });
    if (value.count !== undefined && typeof value.count !== 'number') issues.push({ path: ['count'], message: 'is no number' });
    return issues.length > 0 ? { issues } : { value: { count: 3, ...value } };
  };
  const fails = (error) => ({ name: 'fail', describe: 'fail', options: {}, run: async () => { throw error; } });
  export const operator = {
    configSchema: { '~standard': { version: 1, vendor: 'by hand', validate } },
    commands: [
      {
        name: 'show',
        describe: 'show what was given',
        options: {
          event: { type: 'string', describe: 'a file', required: true },
          key: { type: 'string', describe: 'a key', many: true },
          count: { type: 'number', describe: 'a number', default: 7 },
          list: { type: 'boolean', describe: 'list; --no-list does not', default: true },
          none: { type: 'string', describe: 'not given' },
        },
        run: async ({ options, env, read, print }) => {
          print(JSON.stringify(options));
          print(\`mine is \${env.MINE}\\n\`);
          print(await read(options.event));
        },
      },
      { ...fails(Object.assign(new Error('no'), { code: 'ACCESS_DENIED', hints: ['ask'] })), name: 'refused' },
      { ...fails(new TypeError('no')), name: 'bug' },
      {
        name: 'ask',
        describe: 'show what was asked',
        positionals: [{ name: 'USER', describe: 'who' }, { name: 'HOST', describe: 'where' }],
        options: { list: { type: 'boolean', describe: 'list', default: false } },
        run: async ({ options, print }) => print(JSON.stringify(options)),
      },
      {
        name: 'many',
        describe: 'print a lot, and fail',
        options: {},
        run: async ({ print }) => {
          for (let line = 0; line < 50; line += 1) print(String(line).repeat(10_000));
          throw Object.assign(new Error('no'), { code: 'ACCESS_DENIED' });
        },
      },
    ],
  };`;
const FIXTURE: LambdaFiles = { 'dist/operator.mjs': OPERATOR, 'dist/index.mjs': '' };

async function ask(
  args: readonly string[],
  {
    files = {},
    ...options
  }: Partial<RunOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  const cwd = folderWithLambdas({ fixture: FIXTURE });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return runProgram(['fixture', ...args], { cwd, ...options });
}

test('a command gets its options by their types, the environment, and prints', async () => {
  const args = ['show', '--event', 'e.json', '--key', 'a', '--key', 'b c', '--count', '5', '--no-list'];
  const { stdout, stderr, status } = await ask(args, {
    files: { 'e.json': 'the event' },
    env: { MINE: '1' },
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const [options = '', ...rest] = stdout.split('\n');
  expect(JSON.parse(options)).toEqual({ event: 'e.json', key: ['a', 'b c'], count: 5, list: false });
  expect(rest).toEqual(['mine is 1', 'the event', '']);
});

test('what is not given has its default or is absent; - is stdin', async () => {
  const { stdout } = await ask(['show', '--event', '-', '--key', 'k'], {
    input: 'from stdin',
  });
  const [options = '', , read] = stdout.split('\n');
  expect(JSON.parse(options)).toEqual({ event: '-', key: ['k'], count: 7, list: true });
  expect(read).toBe('from stdin');
});

test('a command gets its positionals as texts, by their names', async () => {
  const asked = await ask(['ask', '007', '--list', 'i-0abc']);
  expect(asked).toMatchObject({ stderr: '', status: 0 });
  expect(JSON.parse(asked.stdout)).toEqual({ USER: '007', HOST: 'i-0abc', list: true });
  const { stdout: help } = await ask(['ask', '--help']);
  expect(help).toContain('kmscrypt-lambda fixture ask USER HOST [options]');
  expect(help).toMatch(/^ {2}HOST {2}where/m);
});

test('the help of a Lambda lists its commands and config; that of a command its options', async () => {
  const { stdout: all, status } = await ask(['--help']);
  expect(status).toBe(0);
  for (const name of ['config', 'show', 'refused']) expect(all).toContain(`kmscrypt-lambda fixture ${name}`);
  const { stdout: own } = await ask(['show', '--help']);
  for (const name of ['event', 'key', 'count', 'list']) expect(own).toContain(`--${name} `);
});

const FAILURES: readonly (readonly [
  name: string,
  args: readonly string[],
  codes: readonly string[],
  status: number,
])[] = [
  ['that AWS refuses', ['refused'], ['ACCESS_DENIED'], 4],
  ['that has a bug', ['bug'], [], 1],
  ['that is none', ['frob'], ['USAGE'], 2],
  ['without its required option', ['show'], ['USAGE'], 2],
  ['with an unknown option', ['show', '--event', '-', '--frob'], ['USAGE'], 2],
  ['with a number that is none', ['show', '--event', '-', '--count', 'x'], ['USAGE'], 2],
  ['with an option given twice', ['show', '--event', '-', '--event', '-'], ['USAGE'], 2],
  ['with too many arguments', ['show', 'x', '--event', '-'], ['USAGE'], 2],
  ['with a file that is not there', ['show', '--event', 'none.json'], ['EVENT_UNREADABLE'], 7],
  ['without its last positional', ['ask', 'alice'], ['USAGE'], 2],
  ['with a positional too many', ['ask', 'alice', 'i-0abc', 'i-0def'], ['USAGE'], 2],
  ['that is missing', [], ['USAGE'], 2],
];

test.each(FAILURES)('a command %s', async (_name, args, codes, status) => {
  const outcome = await ask(args);
  expect(outcome.status).toBe(status);
  expect(codesOf(outcome)).toEqual(codes);
});

test.each([
  [
    'a command that is none',
    ['shwo'],
    'there is no command shwo; commands: config, show, refused, bug, ask, many',
  ],
  ['the last positional', ['ask', 'alice'], 'HOST is missing'],
  ['all positionals', ['ask'], 'USER and HOST are missing'],
  ['a positional behind an option', ['ask', '--list', 'alice'], 'HOST is missing'],
])('%s is named', async (_name, args, tells) => {
  const { stdout, stderr, status } = await ask(args);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toContain(`kmscrypt-lambda: error: ${tells} [USAGE]\n`);
});

test('all that a command has printed is there where it then fails, without a warning of Node', async () => {
  const { stdout, stderr, status } = await ask(['many']);
  expect(status).toBe(4);
  expect(stdout.split('\n').map((line) => line.length)).toEqual([
    ...Array.from({ length: 50 }, (_, line) => String(line).length * 10_000),
    0,
  ]);
  expect(stderr).toBe('kmscrypt-lambda: error: no [ACCESS_DENIED]\n');
});

test('a command that goes on printing to a reader that has left fails for its own reason', async () => {
  const outcome = await ask(['many'], { onSpawn: (child) => child.stdout?.destroy() });
  expect(outcome).toMatchObject({ status: 4, stderr: 'kmscrypt-lambda: error: no [ACCESS_DENIED]\n' });
});

test('config prints the config with its defaults', async () => {
  const printed = '{\n  "count": 3,\n  "bucket": "b"\n}\n';
  const files = { 'config.yaml': 'bucket: b\n' };
  const KMSCRYPT_CONFIG = '{"bucket":"b"}';
  expect(await ask(['config'], { env: { KMSCRYPT_CONFIG } })).toMatchObject({ stdout: printed, status: 0 });
  expect(await ask(['config'], { env: { KMSCRYPT_CONFIG_FILE: 'config.yaml' }, files })).toMatchObject({
    stdout: printed,
  });
  const env = { KMSCRYPT_CONFIG: '{}' };
  expect(await ask(['config', '--config', 'config.yaml'], { env, files })).toMatchObject({ stdout: printed });
});

test('config prints what the operator shows of it', async () => {
  const shown = OPERATOR.replace(
    'configSchema:',
    'shown: (config) => ({ ...config, twice: 2 * config.count }), configSchema:',
  );
  const cwd = folderWithLambdas({ fixture: { ...FIXTURE, 'dist/operator.mjs': shown } });
  const outcome = await runProgram(['fixture', 'config'], {
    cwd,
    env: { KMSCRYPT_CONFIG: '{"bucket":"b"}' },
  });
  expect(JSON.parse(outcome.stdout)).toEqual({ bucket: 'b', count: 3, twice: 6 });
});

test('config tells all problems at once', async () => {
  const outcome = await ask(['config'], { env: { KMSCRYPT_CONFIG: '{"bucket":5,"count":"canary"}' } });
  expect(outcome).toMatchObject({ stdout: '', status: 2 });
  expect(outcome.stderr).toContain('KMSCRYPT_CONFIG: bucket: is no text');
  expect(outcome.stderr).toContain('KMSCRYPT_CONFIG: count: is no number');
  expect(outcome.stderr).not.toContain('canary');
});

test('config has the code and status of what refuses a token', async () => {
  const localKey = generateLocalKey();
  const bucket = await encryptValue('b', { keyIds: [LOCAL_KEY_ID], localKey: async () => localKey });
  const outcome = await ask(['config'], { env: { KMSCRYPT_CONFIG: JSON.stringify({ bucket }) } });
  expect(outcome).toMatchObject({ stdout: '', status: 4 });
  expect(codesOf(outcome)).toEqual(['LOCAL_KEY_MISSING']);
});

test('config without a config says which variables there are', async () => {
  const outcome = await ask(['config']);
  expect(outcome.status).toBe(2);
  expect(codesOf(outcome)).toEqual(['CONFIG_INVALID']);
  expect(outcome.stderr).toContain('KMSCRYPT_CONFIG_FILE');
});

const NOT_FOUND: readonly (readonly [name: string, args: readonly string[], tells: string])[] = [
  ['a Lambda that is not there', ['other', 'config'], 'fixture'],
  ['a name that is a path', ['../fixture', 'config'], 'fixture'],
  ['a Lambda that is not there, to invoke', ['invoke', 'other', '--event', '-'], 'fixture'],
  ['a Lambda that is not built', ['raw', 'config'], 'npm run build'],
  ['a Lambda that is not built, to invoke', ['invoke', 'raw', '--event', '-'], 'npm run build'],
  [
    'a bundle that is not there',
    ['invoke', 'fixture', '--event', '-', '--handler', 'deliver'],
    'npm run build',
  ],
  [
    'a bundle whose name is a path',
    ['invoke', 'fixture', '--event', '-', '--handler', '../package'],
    'npm run build',
  ],
  ['an operator that is none', ['empty', 'config'], 'operator'],
];

test.each(NOT_FOUND)('%s is told with the cure', async (_name, args, tells) => {
  const cwd = folderWithLambdas({
    fixture: FIXTURE,
    raw: {},
    empty: { ...lambdaOf('async () => 1'), 'dist/operator.mjs': '' },
  });
  const outcome = await runProgram(args, { cwd, input: '{}' });
  expect(outcome).toMatchObject({ stdout: '', status: 4, stderr: expect.stringContaining(tells) });
  expect(codesOf(outcome)).toEqual(['LAMBDA_NOT_FOUND']);
});

test('help and version', async () => {
  const cwd = folderWithLambdas({ fixture: FIXTURE });
  for (const args of [['--help'], ['-h'], ['invoke', '--help']]) {
    const { stdout, stderr, status } = await runProgram(args, { cwd });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain('kmscrypt-lambda invoke');
  }
  expect((await runProgram(['--help'], { cwd })).stdout).toMatch(/^ {2}fixture$/m);
  expect(await runProgram(['--version'], { cwd })).toMatchObject({
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    status: 0,
  });
});

test('a reader that leaves early is no failure', async () => {
  const outcome = await ask(['show', '--help'], { onSpawn: (child) => child.stdout?.destroy() });
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
});
