import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import { readConfig } from '../../../src/config/read/read-config.ts';
import { folder } from '../support/folder.ts';
import { witness } from '../support/surroundings.ts';

const read = (path: string, name: string): string => readFileSync(join(path, name), 'utf8');

describe('init', () => {
  it('in an empty folder: a project, and the next two commands', async () => {
    const cwd = folder();
    const { surroundings, printed } = witness({ cwd, env: { AWS_REGION: 'eu-west-1' } });
    expect(await run(['init', '--name', 'acme'], surroundings)).toBe(0);
    expect(readdirSync(cwd).toSorted()).toEqual([
      '.gitignore',
      'app.mjs',
      'cdk.json',
      'kmscrypt-cdk.yaml',
      'package.json',
    ]);
    expect(printed).toEqual(['npm install\nnpx kmscrypt-cdk synth\n']);
    expect(JSON.parse(read(cwd, 'cdk.json'))).toEqual({ app: 'node app.mjs' });
    const { name, region, environments } = await readConfig(cwd);
    expect({ name, region }).toEqual({ name: 'acme', region: 'eu-west-1' });
    expect(environments.map(({ account }) => account)).toEqual(['111111111111', '111111111111']);
  });

  it('takes all from the command line', async () => {
    const cwd = folder();
    const { surroundings, printed, told } = witness({ cwd });
    const numbers = ['security', 'shared-services', 'logs', 'qa', 'prod'].map(
      (name, at) => `${name}=${String(at + 1).repeat(12)}`,
    );
    const args = [
      '--layout=six',
      '--name=acme',
      '--region=eu-central-1',
      '--environments=qa,prod',
      '--domain=example.com',
      '--email=ops@example.com',
    ];
    await run(
      ['init', '--directory', 'new/place', ...args, ...numbers.flatMap((each) => ['--account', each])],
      surroundings,
    );
    const config = await readConfig(join(cwd, 'new/place'));
    expect(config.accounts).toEqual({
      security: '111111111111',
      'shared-services': '222222222222',
      logs: '333333333333',
    });
    expect(config.environments).toMatchObject([
      { name: 'qa', account: '444444444444', domain: 'qa.example.com' },
      { name: 'prod', account: '555555555555', domain: 'example.com', production: true },
    ]);
    expect(config.alarms?.watch.email).toBe('ops@example.com');
    expect(printed).toEqual([`cd ${join('new', 'place')}\nnpm install\nnpx kmscrypt-cdk synth\n`]);
    expect(told.join('\n')).not.toContain('placeholder');
    expect(read(cwd, 'new/place/kmscrypt-cdk.yaml')).not.toContain('placeholder');
  });

  it('asks for what is not given, and again where an answer cannot be', async () => {
    const cwd = folder();
    const answers = [
      'Frankfurt',
      'eu-central-1',
      'seven',
      'four',
      'stage,prod',
      '',
      '',
      '12',
      '222222222222',
      '',
      '',
    ];
    const { surroundings, told } = witness({ cwd, answers });
    expect(await run(['init', '--account', 'security=111111111111', '--name', 'acme'], surroundings)).toBe(0);
    const { accounts, region } = await readConfig(cwd);
    expect(region).toBe('eu-central-1');
    expect(accounts).toEqual({ security: '111111111111', 'shared-services': '222222222222' });
    expect(
      told.filter(
        (line) => line.startsWith('Frankfurt') || line.startsWith('seven') || line.startsWith('12 '),
      ),
    ).toHaveLength(3);
  });

  it.each(['kmscrypt-cdk.yaml', 'kmscrypt-cdk.ts', 'kmscrypt-cdk.json', 'app.mjs', 'cdk.json'])(
    'writes nothing where %s is',
    async (name) => {
      const cwd = folder({ [name]: 'mine', '.gitignore': 'x' });
      const { surroundings } = witness({ cwd });
      await expect(run(['init'], surroundings)).rejects.toMatchObject({
        code: 'FILE_EXISTS',
        message: expect.stringContaining(name),
      });
      expect(readdirSync(cwd).toSorted()).toEqual(['.gitignore', name].toSorted());
      expect([read(cwd, name), read(cwd, '.gitignore')]).toEqual(['mine', 'x']);
    },
  );

  it('keeps what stands in package.json and .gitignore', async () => {
    const cwd = folder({
      'package.json': '{"name":"shop","dependencies":{"@kmscrypt/cdk":"file:x.tgz"}}',
      '.gitignore': 'dist\n/node_modules/',
    });
    const { surroundings } = witness({ cwd });
    await run(['init'], surroundings);
    expect(read(cwd, '.gitignore')).toBe('dist\n/node_modules/\ncdk.out\n');
    expect(JSON.parse(read(cwd, 'package.json'))).toMatchObject({
      name: 'shop',
      dependencies: { '@kmscrypt/cdk': 'file:x.tgz' },
    });
    expect(JSON.parse(read(cwd, 'package.json'))).not.toHaveProperty('devDependencies.@kmscrypt/cdk');
  });

  it.each([
    { name: 'a name', args: ['--name', 'Acme Corp'] },
    { name: 'a region', args: ['--region', 'Frankfurt'] },
    { name: 'a domain', args: ['--domain', 'example'] },
    { name: 'an address', args: ['--email', 'ops'] },
    { name: 'an environment', args: ['--environments', 'stage,,prod'] },
    { name: 'environments twice', args: ['--environments', 'stage,stage'] },
    { name: 'the number of an account', args: ['--account', 'all=1234'] },
    { name: 'no number', args: ['--account', 'all'] },
    { name: 'another account', args: ['--account', 'logs=111111111111'] },
    { name: 'an account twice', args: ['--account', 'all=111111111111', '--account', 'all=222222222222'] },
  ])('refuses $name', async ({ args }) => {
    const cwd = folder();
    const { surroundings } = witness({ cwd });
    await expect(run(['init', ...args], surroundings)).rejects.toMatchObject({
      code: 'USAGE',
      hints: [expect.any(String)],
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it.each([
    { name: 'a region that nobody knows', args: ['--region', 'eu-central-9'], code: 'REGION_UNKNOWN' },
    { name: 'a reserved name', args: ['--environments', 'mgmt,prod'], code: 'NAME_RESERVED' },
    { name: 'production before others', args: ['--environments', 'prod,stage'], code: 'PRODUCTION_ORDER' },
  ])('refuses $name', async ({ args, code }) => {
    const cwd = folder();
    const { surroundings } = witness({ cwd });
    await expect(run(['init', ...args], surroundings)).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code })]),
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('leaves nothing where it cannot write all', async () => {
    const cwd = folder({ 'package.json': '{' });
    const { surroundings } = witness({ cwd });
    await expect(run(['init'], surroundings)).rejects.toMatchObject({ code: 'INPUT_FAILED' });
    expect(readdirSync(cwd)).toEqual(['package.json']);
  });

  it('--typescript: nothing on a Node that cannot run it', async () => {
    const cwd = folder();
    const { surroundings } = witness({ cwd });
    const node = { version: '20.19.0', takesTypescript: false };
    await expect(run(['init', '--typescript'], { ...surroundings, node })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('20.19.0'),
      hints: [expect.stringContaining('22.18')],
    });
    expect(readdirSync(cwd)).toEqual([]);
    expect(await run(['init'], { ...surroundings, node })).toBe(0);
  });

  it('--typescript: the same config', async () => {
    const [yaml, typescript] = [folder(), folder()];
    const args = [
      'init',
      '--name',
      'acme',
      '--layout',
      'six',
      '--domain',
      'example.com',
      '--email',
      'ops@example.com',
    ];
    await run(args, witness({ cwd: yaml }).surroundings);
    await run([...args, '--typescript'], witness({ cwd: typescript }).surroundings);
    expect(readdirSync(typescript)).toContain('tsconfig.json');
    expect(JSON.parse(read(typescript, 'package.json'))).toHaveProperty('devDependencies.typescript');
    expect(JSON.parse(read(yaml, 'package.json'))).not.toHaveProperty('devDependencies.typescript');
    const file = join(typescript, 'kmscrypt-cdk.ts');
    const source = new URL('../../../src/config/define-config.ts', import.meta.url).href;
    // Nothing is installed here.
    writeFileSync(file, readFileSync(file, 'utf8').replace('@kmscrypt/cdk/config', source));
    expect(await readConfig(typescript)).toEqual(await readConfig(yaml));
  });
});
