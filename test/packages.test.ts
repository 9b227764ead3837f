import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NODE } from './support/programs.ts';
import { makeFolder } from './support/temporary-folder.ts';

// The packages as a user gets them: packed, installed in an empty folder, run on the host's own Node.

const ROOT = join(import.meta.dirname, '..');
const folder = makeFolder();
const path = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((each) => !each.includes('node_modules'))
  .join(delimiter);
const env = { PATH: path, HOME: folder, npm_config_update_notifier: 'false' };

function run(command: string, input = ''): string {
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command}: ${status}\n${stdout}${stderr}`);
  // No warnings, such as the SDK's about an old Node.
  expect(stderr).toBe('');
  return stdout;
}

beforeAll(() => {
  const packages = ['core', 'cli', 'config', 'gruntkms', 'lambda'].map((name) => join('packages', name));
  for (const each of [...packages, join('lambdas', 'static-asset-invalidation')]) {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: join(ROOT, each) });
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  execFileSync('npm', ['install', '--silent', '--prefer-offline', ...tarballs.map((name) => `./${name}`)], {
    cwd: folder,
    env: { ...process.env, PATH: path },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the command line works under both names', () => {
  run('npx --no kmscrypt keygen');
  const token = run('npx --no gruntkms encrypt --key-id local', 'password\n');
  expect(token).toMatch(/^kmscrypt::v2::/);
  expect(run('npx --no kmscrypt decrypt', token)).toBe('password\n');
});

test('kmscrypt has no dependencies and carries the notices of what it bundles', () => {
  expect(existsSync(join(folder, 'node_modules', 'kmscrypt', 'node_modules'))).toBe(false);
  expect(JSON.parse(run('npm ls --json --all kmscrypt'))).toMatchObject({ dependencies: { kmscrypt: {} } });
  expect(readdirSync(join(folder, 'node_modules', 'kmscrypt', 'dist'))).toContain('THIRD-PARTY.txt');
  expect(readdirSync(join(folder, 'node_modules', 'kmscrypt', 'dist'))).not.toContain('standalone');
});

test('kmscrypt-lambda finds a Lambda beside it, which has no dependencies', () => {
  const config = '{ "sites": [{ "bucket": "www", "distributions": ["E2EXAMPLE"] }] }';
  const plan = 'static-asset-invalidation plan --no-list --bucket www --key a.html';
  // Lambda's own Node; the host's may be older.
  expect(run(`KMSCRYPT_CONFIG='${config}' ${NODE} node_modules/.bin/kmscrypt-lambda ${plan}`)).toMatch(
    /^E2EXAMPLE: 1 path .*\n {2}\/a\.html\n$/,
  );
  expect(run('npm ls --json --all @kmscrypt/lambda-static-asset-invalidation')).not.toContain('@aws-sdk');
});

test('the library works', () => {
  const program = `
    import { decryptText, encryptValue, generateLocalKey } from '@kmscrypt/core';
    import { substituteIn } from '@kmscrypt/core/formats';
    const key = generateLocalKey();
    const token = await encryptValue('p', { keyIds: ['local'], localKey: () => key });
    const text = await decryptText('a=' + token, { localKey: () => key });
    console.log(text, await substituteIn('json', '["x"]', [{ start: 2, end: 3, plaintext: '"' }]));`;
  writeFileSync(join(folder, 'library.js'), program);
  expect(run('node library.js')).toBe('a=p ["\\""]\n');
});

test('an error of KMS brings no warning of the SDK', () => {
  const command = `AWS_REGION=us-east-1 AWS_ENDPOINT_URL=http://127.0.0.1:1 AWS_MAX_ATTEMPTS=1 \\
    AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b npx --no kmscrypt decrypt --ciphertext kmscrypt::AAAA`;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 6 });
  for (const line of stderr.trim().split('\n')) expect(line).toMatch(/^kmscrypt: (?:error|hint): /);
});
