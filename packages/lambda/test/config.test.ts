import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatLocalKey, generateLocalKey, LOCAL_KEY_ID, encryptValue } from '@kmscrypt/core';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { configText, readConfig, withConfigFile } from '../src/config.ts';
import { startSqs } from './support/sqs-server.ts';

const schema = z.strictObject({
  sites: z.array(z.strictObject({ bucket: z.string(), count: z.number().default(3) })),
  password: z.string().optional(),
});
const CONFIG = { sites: [{ bucket: 'assets' }] };
const FULL = { sites: [{ bucket: 'assets', count: 3 }] };

function fileWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-lambda-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('the config is JSON in a variable', async () => {
  const env = { KMSCRYPT_CONFIG: JSON.stringify(CONFIG), KMSCRYPT_CONFIG_FILE: '' };
  expect(await readConfig(schema, env)).toEqual(FULL);
});

test.each([
  ['config.json', JSON.stringify(CONFIG)],
  ['config.yaml', 'sites:\n  - bucket: assets\n'],
])('or a file: %s', async (name, text) => {
  const file = fileWith(name, text);
  expect(await readConfig(schema, { KMSCRYPT_CONFIG: '', KMSCRYPT_CONFIG_FILE: file })).toEqual(FULL);
  expect(await readConfig(schema, withConfigFile({ KMSCRYPT_CONFIG: '{}' }, file))).toEqual(FULL);
});

test('parts of it may stay closed', async () => {
  const env = { KMSCRYPT_CONFIG: JSON.stringify({ sites: [], password: 'ssm::/password' }) };
  expect(await readConfig(schema, env, { asWritten: ['password'] })).toEqual({
    sites: [],
    password: 'ssm::/password',
  });
});

test('a file whose name does not tell its format is told how it has to end', async () => {
  const file = fileWith('config.conf', '{}');
  await expect(readConfig(schema, { KMSCRYPT_CONFIG_FILE: file })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: `the config cannot be used: ${file}: its name has to end in .json, .yaml, .yml or .toml`,
  });
});

const INVALID: readonly (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
  ['neither variable', {}],
  ['both empty', { KMSCRYPT_CONFIG: '', KMSCRYPT_CONFIG_FILE: '' }],
  ['both variables', { KMSCRYPT_CONFIG: '{"canary":1}', KMSCRYPT_CONFIG_FILE: 'canary.json' }],
  ['no JSON', { KMSCRYPT_CONFIG: '{"password":"canary"' }],
  ['a list', { KMSCRYPT_CONFIG: '["canary"]' }],
  ['a text', { KMSCRYPT_CONFIG: '"canary"' }],
  ['null', { KMSCRYPT_CONFIG: 'null' }],
  ['no such file', { KMSCRYPT_CONFIG_FILE: '/nowhere/config.json' }],
  ['what the schema does not take', { KMSCRYPT_CONFIG: '{"sites":"canary"}' }],
];

test.each(INVALID)('%s is an invalid config, and no value is told', async (_name, env) => {
  await expect(readConfig(schema, env)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.not.stringContaining('canary'),
  });
});

const REFUSED: readonly (readonly [name: string, config: Readonly<Record<string, string>>, code: string])[] =
  [
    ['a denied call', { password: 'ssm::/password' }, 'ACCESS_DENIED'],
    ['several', { password: 'ssm::/password', bucket: 'ssm::/bucket' }, 'ACCESS_DENIED'],
    [
      'a denied call, and a mistake in the config',
      { password: 'ssm::/password', bucket: 'ssm::' },
      'CONFIG_INVALID',
    ],
  ];

test.each(REFUSED)('%s', async (_name, { bucket = 'assets', ...more }, code) => {
  const body = { __type: 'AccessDeniedException', message: 'not authorized' };
  await startSqs(() => ({ status: 400, body }));
  const KMSCRYPT_CONFIG = JSON.stringify({ sites: [{ bucket }], ...more });
  const reading = readConfig(schema, { ...process.env, AWS_REGION: 'eu-west-1', KMSCRYPT_CONFIG });
  await expect(reading).rejects.toMatchObject({
    code,
    message: expect.stringContaining('KMSCRYPT_CONFIG: password: '),
  });
});

test('all problems are told at once, with their paths', async () => {
  const sites = [{ bucket: 5 }, { bucket: 'b', count: 'canary' }, {}];
  const KMSCRYPT_CONFIG = JSON.stringify({ sites, extra: 1 });
  const failed = await readConfig(schema, { KMSCRYPT_CONFIG }).catch((error: unknown) => String(error));
  expect(failed).toMatch(/KMSCRYPT_CONFIG: sites\[0\]\.bucket: /);
  expect(failed).toMatch(/KMSCRYPT_CONFIG: sites\[1\]\.count: /);
  expect(failed).toMatch(/KMSCRYPT_CONFIG: sites\[2\]\.bucket: /);
  expect(failed).toMatch(/KMSCRYPT_CONFIG: \.: .*extra/);
  expect(failed).not.toContain('canary');
});

test('problems of a file are told with its lines', async () => {
  const file = fileWith('config.yaml', 'sites:\n  - bucket: 5\n  - {}\n');
  const failed = await readConfig(schema, { KMSCRYPT_CONFIG_FILE: file }).catch((error: unknown) =>
    String(error),
  );
  expect(failed).toContain(`${file}:2:13: sites[0].bucket: `);
  expect(failed).toContain(`${file}: sites[1].bucket: `);
});

test('tokens are opened, and not shown', async () => {
  const localKey = generateLocalKey();
  const password = await encryptValue('canary', { keyIds: [LOCAL_KEY_ID], localKey: async () => localKey });
  const env = {
    KMSCRYPT_LOCAL_KEY: formatLocalKey(localKey),
    KMSCRYPT_CONFIG: JSON.stringify({ ...CONFIG, password }),
  };
  expect(await readConfig(schema, env)).toEqual({ ...FULL, password: 'canary' });
  expect(JSON.parse(await configText(schema, { env }))).toEqual({ ...FULL, password: '[redacted]' });
});

test('what is shown hides secrets in plaintext, and needs nobody to open the others', async () => {
  const env = { KMSCRYPT_CONFIG: JSON.stringify({ sites: [], password: 'hunter2' }) };
  const secretPaths = ['password'];
  const text = await configText(schema, { env, secretPaths });
  expect(JSON.parse(text)).toEqual({ sites: [], password: '[redacted]' });
  const closed = { KMSCRYPT_CONFIG: JSON.stringify({ sites: [], password: 'ssm::/password' }) };
  expect(JSON.parse(await configText(schema, { env: closed, isOpened: false }))).toEqual({
    sites: [],
    password: 'ssm::/password',
  });
});
