import { encryptItems, encryptValue, generateLocalKey } from '@kmscrypt/core';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { hostNode } from '../support/host-node.ts';
import { awsEnv } from '../support/kms-at.ts';
import { type Outcome, runCommand } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { localKeyEnv } from '../support/local-key-env.ts';

// The packages as an app gets them: packed, installed into an empty project, run by the host's own Node.

const ROOT = join(import.meta.dirname, '..', '..');
const moto = inject('endpoint');
const folder = makeFolder();
const node = hostNode();
if (node === undefined) process.stderr.write('*** there is no Node of this machine to test with ***\n');
const KEY = generateLocalKey();
const LOCAL = localKeyEnv(KEY);
/** Of the SDK's own switch; the library cannot set it for an app without touching its environment. */
const NO_WARNING = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  return runCommand([node?.path ?? '', ...args], { cwd: folder, env: { HOME: folder, ...env } });
}

function runApp(text: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  writeFileSync(join(folder, 'app.js'), text);
  return run(['app.js'], env);
}

describe.skipIf(node === undefined)(`the host's own Node ${node?.version}`, () => {
  beforeAll(() => {
    const path = (process.env['PATH'] ?? '')
      .split(delimiter)
      .filter((each) => !each.includes('node_modules'))
      .join(delimiter);
    const env = { ...process.env, PATH: path, npm_config_update_notifier: 'false' };
    for (const name of ['core', 'config']) {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
        cwd: join(ROOT, 'packages', name),
        env,
      });
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    execFileSync(
      'npm',
      [
        'install',
        '--silent',
        '--prefer-offline',
        '--no-audit',
        '--no-fund',
        ...tarballs.map((name) => `./${name}`),
      ],
      {
        cwd: folder,
        env,
      },
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const tokens = async () => {
    const local = { keyIds: ['local'], localKey: () => KEY };
    const [port = ''] = await encryptItems(
      [{ plaintext: '5432', pairs: { 'kmscrypt-type': 'number' } }],
      local,
    );
    return { password: await encryptValue('hunter2', local), port };
  };

  it('loads a config of every format with a local key', async () => {
    const { password, port } = await tokens();
    const files = {
      'a.json': `{"password": "${password}", "port": "${port}"}`,
      'a.yaml': `password: ${password}\nport: ${port}\n`,
      'a.toml': `password = "${password}"\nport = "${port}"\n`,
      'a.env': `password=${password}\n`,
      'a.properties': `password=${password}\n`,
      'a.ini': `password=${password}\n`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const text = `
      import { loadConfig } from '@kmscrypt/config';
      const configs = await Promise.all(${JSON.stringify(Object.keys(files))}.map((name) => loadConfig(name)));
      const wrapped = await loadConfig('a.yaml', { secrets: 'wrap' });
      console.log(JSON.stringify([...configs, wrapped, wrapped.password.reveal()]));`;
    const outcome = await runApp(text, LOCAL);
    expect(outcome).toMatchObject({ stderr: '', status: 0 });
    const all = { password: 'hunter2', port: 5432 };
    const flat = { password: 'hunter2' };
    const redacted = { password: '[redacted]', port: '[redacted]' };
    expect(JSON.parse(String(outcome.stdout))).toEqual([
      all,
      all,
      all,
      flat,
      flat,
      flat,
      redacted,
      'hunter2',
    ]);
  });

  it('tells what is wrong, and ends', async () => {
    const { password } = await tokens();
    const text = `
      import { loadConfig } from '@kmscrypt/config';
      await loadConfig({ a: '${password}', b: 'kmscrypt::AB==' });`;
    const outcome = await runApp(text, LOCAL);
    expect(outcome).toMatchObject({ status: 1, stdout: Buffer.alloc(0) });
    expect(outcome.stderr).toContain('INVALID_TOKEN');
  });

  it('decrypts the environment of an app', async () => {
    const { password } = await tokens();
    writeFileSync(join(folder, 'app.js'), 'console.log(process.env.PASSWORD);');
    const outcome = await run(['--import', '@kmscrypt/config/env', 'app.js'], {
      ...LOCAL,
      PASSWORD: password,
    });
    expect(outcome).toMatchObject({ stderr: '', status: 0, stdout: Buffer.from('hunter2\n') });
  });

  it.skipIf(!moto)(
    'reads Secrets Manager and SSM; only the SDK may warn, and can be told not to',
    async () => {
      const id = `host/${randomUUID()}`;
      await createSecret(moto, id, 'a secret');
      await putParameter(moto, `/${id}`, 'a parameter');
      const text = `
      import { loadConfig } from '@kmscrypt/config';
      console.log(JSON.stringify(await loadConfig({ a: 'secretsmanager::${id}', b: 'ssm::/${id}' })));`;
      const stdout = Buffer.from('{"a":"a secret","b":"a parameter"}\n');
      const quiet = await runApp(text, { ...awsEnv(moto), ...NO_WARNING });
      expect(quiet).toMatchObject({ stderr: '', status: 0, stdout });
      const { stderr, ...rest } = await runApp(text, awsEnv(moto));
      expect(rest).toMatchObject({ status: 0, stdout });
      expect(stderr.match(/^\(node:\d+\) .*/gmu) ?? []).toEqual(
        Number(node?.version.split('.')[0]) < 22
          ? [expect.stringContaining('NodeVersionSupportWarning')]
          : [],
      );
    },
  );
});
