import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/folder-with.ts';
import { CLI, PROGRAMS } from '../support/programs.ts';
import { codesOf, type Outcome, run, runCommand } from '../support/run.ts';

const ROOT = process.getuid?.() === 0;
const KEY = randomBytes(32).toString('base64');
const SCHEMA = join(CLI, 'schema', 'kmscrypt.schema.json');
const FILES = {
  'config/app-dev.json': '{"user": "u", "password": "p"}',
  'config/app-stage.json': '{"password": "p"}',
  '.env.dev': 'API_KEY=k\nPORT=1\n',
  'src/index.ts': 'password',
};

describe.each(PROGRAMS)('init with the $name', (program) => {
  const kmscrypt = (cwd: string, ...args: readonly string[]): Promise<Outcome> =>
    run(program, args, { cwd, env: { KMSCRYPT_LOCAL_KEY: KEY } });
  const rulesOf = (cwd: string): string => readFileSync(join(cwd, '.kmscrypt.yaml'), 'utf8');

  it('what it writes is what the next commands go by', async () => {
    const cwd = folderWith(FILES);
    const outcome = await kmscrypt(cwd, 'init');
    expect([outcome.status, outcome.stdout.toString('utf8')]).toEqual([0, '']);
    expect(outcome.stderr).toMatch(/^kmscrypt: note: the default key is the local key/u);
    expect(outcome.stderr).toContain('the keys alias/cmk-stage are guesses');
    const places = async (): Promise<readonly string[]> => {
      const { stdout } = await kmscrypt(cwd, 'scan', '--report', 'json');
      return Array.from(stdout.toString('utf8').matchAll(/"(?:path)": "(.+?)"/gu), ([, path = '']) => path);
    };
    expect(await places()).toEqual(['API_KEY', 'password', 'password']);
    const dev = ['config/app-dev.json', '.env.dev'];
    for (const file of dev)
      expect(await kmscrypt(cwd, 'encrypt', '--in-place', file)).toMatchObject({ status: 0 });
    expect(await places()).toEqual(['password']);
    expect(readFileSync(join(cwd, '.env.dev'), 'utf8')).toMatch(/^API_KEY=kmscrypt::\S+\nPORT=1\n$/u);
    expect((await kmscrypt(cwd, 'verify', ...dev)).status).toBe(0);
  });

  it('the key that is given, and keys like it', async () => {
    const cwd = folderWith(FILES);
    await kmscrypt(cwd, 'init', '--key-id', 'alias/my-dev', '--aws-region', 'eu-west-1');
    const settings = rulesOf(cwd).match(/^ +(?:key-id|region): .+$/gmu);
    expect(settings).toEqual([
      '  key-id: alias/my-dev',
      '  region: eu-west-1',
      '    key-id: alias/my-dev',
      '    key-id: alias/my-stage',
    ]);
  });

  it('without any key the default is a comment, and stderr says what to do', async () => {
    const cwd = folderWith({});
    const { status, stderr } = await run(program, ['init'], { cwd, env: { HOME: cwd } });
    expect([status, rulesOf(cwd)]).toEqual([0, expect.stringMatching(/^(?:#.*\n)+$/u)]);
    expect(stderr).toContain('kmscrypt keygen');
    // And it is a file that can be used.
    expect((await kmscrypt(cwd, 'encrypt', '--key-id', 'local', '--plaintext', 'x')).status).toBe(0);
  });

  it('the schema of an installed kmscrypt is named, so that editors find it', async () => {
    const installed = 'node_modules/kmscrypt/schema/kmscrypt.schema.json';
    const cwd = folderWith({ [`app/${installed}`]: '', 'app/web/x': '' });
    await kmscrypt(join(cwd, 'app', 'web'), 'init');
    expect(rulesOf(join(cwd, 'app', 'web'))).toMatch(`# yaml-language-server: $schema=../${installed}\n`);
    await kmscrypt(cwd, 'init');
    expect(rulesOf(cwd)).not.toContain('$schema');
  });

  it('--schema prints it and writes nothing', async () => {
    const cwd = folderWith({});
    const { stdout, stderr, status } = await kmscrypt(cwd, 'init', '--schema');
    expect([status, stderr, readdirSync(cwd)]).toEqual([0, '', []]);
    expect(JSON.parse(stdout.toString('utf8'))).toEqual(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  });

  it.for(['.kmscrypt.yaml', '.kmscrypt.yml'])('nothing is written over %s', async (name) => {
    const cwd = folderWith({ [name]: 'rules: []\n' });
    const outcome = await kmscrypt(cwd, 'init');
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['FILE_EXISTS']]);
    expect([readdirSync(cwd), readFileSync(join(cwd, name), 'utf8')]).toEqual([[name], 'rules: []\n']);
  });

  it('everyone may read it: it holds no secret', async () => {
    const cwd = folderWith({});
    await runCommand(['sh', '-c', 'umask 022; exec "$@"', 'sh', ...program.command, 'init'], { cwd });
    expect(statSync(join(cwd, '.kmscrypt.yaml')).mode & 0o777).toBe(0o644);
  });

  it('a link that leads nowhere is there, too', async () => {
    const cwd = folderWith({});
    symlinkSync('elsewhere', join(cwd, '.kmscrypt.yaml'));
    expect(codesOf((await kmscrypt(cwd, 'init')).stderr)).toEqual(['FILE_EXISTS']);
    expect(readdirSync(cwd)).toEqual(['.kmscrypt.yaml']);
  });

  it('a folder that may not be written', async () => {
    const cwd = folderWith({});
    chmodSync(cwd, 0o555);
    const asNobody = ROOT ? ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'] : [];
    const outcome = await runCommand([...asNobody, ...program.command, 'init'], {
      cwd,
      env: { HOME: '/dev/null' },
    });
    expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['OUTPUT_FAILED']]);
    chmodSync(cwd, 0o755);
  });
});
