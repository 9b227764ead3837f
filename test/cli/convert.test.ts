import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { folderWith } from '../support/folder-with.ts';
import { awsEnv, createKey } from '../support/kms-at.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, hintsOf, type Outcome, run, runBash, runCommand } from '../support/run.ts';
import { makeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const moto = inject('endpoint');
const KEY = randomBytes(32).toString('base64');
const DOTENVX = fileURLToPath(
  new URL('src/cli/dotenvx.js', import.meta.resolve('@dotenvx/dotenvx/package.json')),
);
/** Where npm links dotenvx and a Node that runs it. */
const NPM_BIN = join(dirname(DOTENVX), '..', '..', '..', '..', '.bin');
const TOKEN = /kmscrypt::(?:v2::)?[A-Za-z0-9+/]+={0,2}/gu;
const CIPHERTEXT = /ENC\[[^\]]*\]/gu;

/** Peers are welcome, but not demanded: what they are needed for is skipped without them, with a loud line. */
function lacks(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => spawnSync(program, ['--help'], { stdio: 'ignore' }).error);
  if (missing.length > 0)
    process.stderr.write(`\n*** NO ${missing.join(', ')}: conversions from it are not tested ***\n\n`);
  return missing.length > 0;
}
const NO_SOPS = lacks('sops', 'age-keygen');
const NO_AWS_CLI = lacks('aws') || moto === '';

describe.each(PROGRAMS)('convert with the $name', (program) => {
  const env = { KMSCRYPT_LOCAL_KEY: KEY };
  const convert = (
    cwd: string,
    args: readonly string[],
    options: Parameters<typeof run>[2] = {},
  ): Promise<Outcome> =>
    run(program, ['convert', '--key-id', 'local', ...args], {
      cwd,
      ...options,
      env: { ...env, ...options.env },
    });
  const decrypt = async (cwd: string, format: string, file: string): Promise<string> => {
    const { stdout, stderr } = await run(program, ['decrypt', '--as', format, file], { cwd, env });
    expect(stderr).toBe('');
    return stdout.toString('utf8');
  };
  const verify = (cwd: string, ...files: readonly string[]): Promise<Outcome> =>
    run(program, ['verify', ...files], { cwd, env });
  /** That a run has failed and changed nothing: the folder holds these files, as they were. */
  const expectNothingDone = (
    outcome: Outcome,
    cwd: string,
    files: Readonly<Record<string, string>>,
  ): void => {
    expect(outcome.stdout.toString('utf8')).toBe('');
    expect(outcome.status).not.toBe(0);
    const names = readdirSync(cwd, { withFileTypes: true }).filter((entry) => entry.isFile());
    const now = names.map(({ name }) => [name, readFileSync(join(cwd, name), 'utf8')]);
    expect(Object.fromEntries(now)).toEqual(files);
  };

  describe.skipIf(NO_SOPS)('from sops', () => {
    const folder = makeFolder();
    const keys = join(folder, 'age.key');
    let recipient = '';
    afterAll(() => rmSync(folder, { recursive: true }));
    const identity = { SOPS_AGE_KEY_FILE: keys };
    beforeAll(() => {
      const made = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
      writeFileSync(keys, made);
      recipient = /public key: (\S+)/u.exec(made)?.[1] ?? '';
    });
    /** A file that sops has encrypted, as text. */
    const encrypted = (cwd: string, name: string, text: string, ...args: readonly string[]): string => {
      writeFileSync(join(cwd, name), text);
      execFileSync('sops', ['--encrypt', '--in-place', '--age', recipient, ...args, name], { cwd });
      return readFileSync(join(cwd, name), 'utf8');
    };

    const YAML = [
      'db:',
      '  password: "p: \\" ü"',
      '  port: 5432',
      '  ratio: 1.5',
      '  tls: true',
      '  none: null',
      '  empty: ""',
      '  pem: |',
      '    one',
      '    two',
      'list: [a, "5"]',
      'region_unencrypted: eu-west-1',
      '',
    ].join('\n');
    const JSON_TEXT = '{"a": "x\\"\\n", "n": 5, "t": true, "z": null, "l": [1, {"b": "c"}]}';

    it.for([
      ['yaml', 'config.yaml', YAML, YAML],
      ['json', 'config.json', JSON_TEXT, JSON_TEXT],
      // sops does not know quotes, so they are part of its value; readers of the file take them away.
      ['dotenv', '.env', 'A="x y"\nB=plain\n', "A='x y'\nB=plain\n"],
      ['ini', 'config.ini', '[a.b]\nk = v w\n', '[a.b]\nk = v w\n'],
    ] as const)('%s', async ([format, name, plain, meaning]) => {
      const cwd = temporaryFolder();
      const before = encrypted(cwd, name, plain);
      expect(await convert(cwd, ['--from', 'sops', '--in-place', name], { env: identity })).toMatchObject({
        status: 0,
        stdout: Buffer.alloc(0),
      });
      const after = readFileSync(join(cwd, name), 'utf8');
      expect(after).not.toMatch(/sops|ENC\[/u);
      // Everything else is as sops had it; its metadata comes last.
      const [start = ''] = before.replaceAll(CIPHERTEXT, 'X').split(/,?\s+(?="sops"|sops:|\[sops\]|sops_)/u);
      expect(after.replaceAll(TOKEN, 'X').startsWith(start)).toBe(true);
      expect(after.replaceAll(TOKEN, 'X').slice(start.length).trim()).toBe(format === 'json' ? '}' : '');
      expect((await verify(cwd, name)).status).toBe(0);
      const decrypted = await decrypt(cwd, format, name);
      writeFileSync(join(cwd, `meaning-${name}`), meaning);
      if (format === 'json') expect(JSON.parse(decrypted)).toEqual(JSON.parse(meaning));
      else if (format === 'yaml') {
        // The judge is sops, which reads YAML by another library.
        writeFileSync(join(cwd, 'decrypted.yaml'), decrypted);
        expect(asJson(cwd, 'decrypted.yaml')).toEqual(asJson(cwd, `meaning-${name}`));
      } else expect(decrypted.trim()).toBe(format === 'dotenv' ? "A='x y'\nB=plain" : meaning.trim());
    });

    /** A YAML file as sops reads it. */
    const asJson = (cwd: string, name: string): unknown => {
      const sealed = execFileSync('sops', ['--encrypt', '--age', recipient, name], { cwd });
      writeFileSync(join(cwd, `sealed-${name}`), sealed);
      const args = ['--decrypt', '--output-type', 'json', `sealed-${name}`];
      return JSON.parse(
        execFileSync('sops', args, { cwd, env: { ...process.env, ...identity }, encoding: 'utf8' }),
      );
    };

    it('several YAML documents', async () => {
      const cwd = temporaryFolder();
      encrypted(cwd, 'a.yaml', 'a: x\n---\nb: z\n');
      expect((await convert(cwd, ['--from', 'sops', '--in-place', 'a.yaml'], { env: identity })).status).toBe(
        0,
      );
      expect(readFileSync(join(cwd, 'a.yaml'), 'utf8').replaceAll(TOKEN, 'X')).toBe('a: X\n---\nb: X\n');
      expect(await decrypt(cwd, 'yaml', 'a.yaml')).toBe('a: x\n---\nb: z\n');
    });

    it('a file that is one value', async () => {
      const cwd = temporaryFolder();
      encrypted(cwd, 'tls.key', 'a\u0000b\n');
      const { stdout, status } = await convert(cwd, ['--from', 'sops', 'tls.key'], { env: identity });
      expect([status, stdout.toString('utf8')]).toEqual([0, expect.stringMatching(/^kmscrypt::v2::\S+$/u)]);
      const opened = await run(program, ['decrypt'], { cwd, env, input: stdout });
      expect(opened.stdout).toEqual(Buffer.from('a\u0000b\n'));
    });

    it('a file of which sops has encrypted some', async () => {
      const cwd = temporaryFolder();
      encrypted(cwd, 'a.yaml', 'kind: Secret # mine\ndata:\n  token: x\n', '--encrypted-regex', '^data$');
      const { stdout } = await convert(cwd, ['--from', 'sops', 'a.yaml'], { env: identity });
      expect(stdout.toString('utf8').replaceAll(TOKEN, 'X')).toBe(
        'kind: Secret # mine\ndata:\n    token: X\n',
      );
    });

    it('encrypted comments are refused, and both hints help', async () => {
      const cwd = temporaryFolder();
      const before = encrypted(cwd, 'a.yaml', '# top\na: x # why\nb:\n  # in\n  c: z\n');
      const outcome = await convert(cwd, ['--from', 'sops', '--in-place', 'a.yaml'], { env: identity });
      expect(codesOf(outcome.stderr)).toEqual(Array.from({ length: 3 }, () => 'FORMAT_CANNOT_EXPRESS'));
      expectNothingDone(outcome, cwd, { 'a.yaml': before });
      const [remove = '', keep = ''] = hintsOf(outcome.stderr).map((hint) =>
        hint.replace(/^.*?: (?=sed|sops)/u, ''),
      );
      const environment = { ...env, ...identity, KMSCRYPT_KEY_ID: 'local' };
      const kept = await runBash(program, keep.replace('REGEX', '.'), { cwd, env: environment });
      expect(kept.stdout.toString('utf8').replaceAll(TOKEN, 'X')).toBe(
        '# top\n# why\na: X\nb:\n    # in\n    c: X\n',
      );
      await runBash(program, remove, { cwd, env: environment });
      const { stdout } = await convert(cwd, ['--from', 'sops', 'a.yaml'], { env: identity });
      expect(stdout.toString('utf8').replaceAll(TOKEN, 'X')).toBe('a: X\nb:\n    c: X\n');
    });

    it.for([
      ['another key', { SOPS_AGE_KEY_FILE: '/dev/null' }],
      ['no sops', { PATH: '/nowhere' }],
    ])('%s', async ([, environment]) => {
      const cwd = temporaryFolder();
      const before = encrypted(cwd, 'a.yaml', 'a: x\n');
      const [command, ...rest] = program.command;
      const outcome = await runCommand(
        [command, ...rest, 'convert', '--key-id', 'local', '--from', 'sops', '--in-place', 'a.yaml'],
        { cwd, env: { ...env, ...(environment as Record<string, string>) } },
      );
      expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['PROGRAM_FAILED']]);
      expectNothingDone(outcome, cwd, { 'a.yaml': before });
    });

    it('a changed file is not taken over: sops itself notices', async () => {
      const cwd = temporaryFolder();
      const before = encrypted(cwd, 'a.yaml', 'a: x\nb_unencrypted: old\n').replace('old', 'new');
      writeFileSync(join(cwd, 'a.yaml'), before);
      const outcome = await convert(cwd, ['--from', 'sops', '--in-place', 'a.yaml'], { env: identity });
      expect(codesOf(outcome.stderr)).toEqual(['PROGRAM_FAILED']);
      expectNothingDone(outcome, cwd, { 'a.yaml': before });
    });
  });

  describe('from dotenvx', () => {
    const PLAIN = '# mine\nHELLO="wor ld" # why\nexport PORT=5432\nQ=\'a"b$(exit 1)${HOME}\'\nPLAIN=x\n';
    const encrypted = (): string => {
      const cwd = folderWith({ '.env': PLAIN });
      execFileSync(process.execPath, [DOTENVX, 'encrypt', '-f', '.env', '-ek', 'PLAIN'], {
        cwd,
        stdio: 'ignore',
      });
      return cwd;
    };
    const withNpm = { PATH: [NPM_BIN, process.env['PATH']].join(delimiter) };

    it('the file is as it was before, but for its secrets', async () => {
      const cwd = encrypted();
      const outcome = await convert(cwd, ['--from', 'dotenvx', '--in-place', '.env'], { env: withNpm });
      expect([outcome.status, outcome.stdout.toString('utf8')]).toEqual([0, '']);
      const after = readFileSync(join(cwd, '.env'), 'utf8');
      expect(after.replaceAll(TOKEN, 'X')).toBe('# mine\nHELLO="X" # why\nexport PORT=X\nQ=\'X\'\nPLAIN=x\n');
      expect(await decrypt(cwd, 'dotenv', '.env')).toBe(PLAIN);
      // Whether it is needed still is for the user to say.
      expect(outcome.stderr).toContain('delete .env.keys');
      expect(existsSync(join(cwd, '.env.keys'))).toBe(true);
    });

    it('by the dotenvx of the project', async () => {
      const cwd = encrypted();
      mkdirSync(join(cwd, 'node_modules', '.bin'), { recursive: true });
      symlinkSync(DOTENVX, join(cwd, 'node_modules', '.bin', 'dotenvx'));
      const tools = join(cwd, 'node_modules', 'tools');
      mkdirSync(tools);
      symlinkSync(process.execPath, join(tools, 'node'));
      const { status, stdout } = await convert(cwd, ['--from', 'dotenvx', '.env'], {
        env: { PATH: [tools, '/usr/bin', '/bin'].join(delimiter) },
      });
      expect([status, stdout.toString('utf8').match(TOKEN)?.length]).toEqual([0, 3]);
    });

    it('without its key nothing is done', async () => {
      const cwd = folderWith({ '.env': readFileSync(join(encrypted(), '.env'), 'utf8') });
      const before = readFileSync(join(cwd, '.env'), 'utf8');
      const outcome = await convert(cwd, ['--from', 'dotenvx', '--in-place', '.env'], { env: withNpm });
      expect([outcome.status, codesOf(outcome.stderr)]).toEqual([7, ['PROGRAM_FAILED']]);
      expectNothingDone(outcome, cwd, { '.env': before });
    });
  });

  describe.skipIf(NO_AWS_CLI)('from AWS', () => {
    const prefix = `/kmscrypt-${randomBytes(4).toString('hex')}`;
    const aws = async (...args: readonly string[]): Promise<string> => {
      const { stdout, stderr, status } = await runCommand(['aws', ...args, '--output', 'json'], {
        env: { ...awsEnv(moto), AWS_DEFAULT_REGION: 'us-east-1', HOME: process.env['HOME'] ?? '' },
      });
      if (status !== 0) throw new Error(stderr);
      return stdout.toString('utf8');
    };

    it('SSM parameters, from stdin to a new file', async () => {
      await createKey(moto, 'alias/convert');
      const put = (name: string, type: string, value: string): Promise<string> =>
        aws('ssm', 'put-parameter', '--name', `${prefix}/${name}`, '--type', type, '--value', value);
      await Promise.all([
        put('db/password', 'SecureString', 'p"w'),
        put('db/user', 'String', 'app'),
        put('hosts', 'StringList', 'a,b'),
      ]);
      const printed = await aws(
        'ssm',
        'get-parameters-by-path',
        '--path',
        prefix,
        '--recursive',
        '--with-decryption',
      );
      const cwd = temporaryFolder();
      const environment = { ...env, ...awsEnv(moto) };
      const args = ['convert', '--from', 'ssm', '--key-id', 'alias/convert', '--output', 'prod.yaml', '-'];
      const outcome = await run(program, args, { cwd, env: environment, input: printed });
      expect([outcome.status, outcome.stdout.toString('utf8')]).toEqual([0, '']);
      const text = readFileSync(join(cwd, 'prod.yaml'), 'utf8');
      // SSM gives them in no order.
      const lines = text.replaceAll(TOKEN, 'X').split('\n').toSorted();
      expect(lines).toEqual(['', '  password: X', '  user: app', 'db:', 'hosts: a,b']);
      const got = await run(program, ['get', 'prod.yaml', 'db.password'], { cwd, env: environment });
      expect(got.stdout.toString('utf8')).toBe('p"w');
    });

    it('secrets of Secrets Manager', async () => {
      const create = (name: string, value: string): Promise<string> =>
        aws('secretsmanager', 'create-secret', '--name', `${prefix}/${name}`, '--secret-string', value);
      await Promise.all([create('db', '{"username":"app","port":5432}'), create('key', 'k')]);
      const one = await aws('secretsmanager', 'get-secret-value', '--secret-id', `${prefix}/db`);
      const cwd = folderWith({ 'one.json': one });
      const converted = await convert(cwd, ['--from', 'secretsmanager', '--output', 'db.json', 'one.json']);
      expect(converted.status).toBe(0);
      expect(converted.stderr).toContain('one.json is in plaintext: delete it');
      expect(JSON.parse(await decrypt(cwd, 'json', 'db.json'))).toEqual({ username: 'app', port: 5432 });
      const filter = `Key=name,Values=${prefix}`;
      const several = await aws('secretsmanager', 'batch-get-secret-value', '--filters', filter);
      const out = await convert(cwd, ['--from', 'secretsmanager', '--format', 'dotenv', '-'], {
        input: several,
      });
      writeFileSync(join(cwd, 'all.env'), out.stdout);
      const lines = (await decrypt(cwd, 'dotenv', 'all.env')).trim().split('\n').toSorted();
      expect(lines.map((line) => line.replaceAll("'", ''))).toEqual([
        'DB_PORT=5432',
        'DB_USERNAME=app',
        'KEY=k',
      ]);
    });
  });

  it('from chamber, to variables', async () => {
    const cwd = folderWith({ 'export.json': '{"db_password":"p","api-key":"k"}' });
    expect((await convert(cwd, ['--from', 'chamber', '--output', 'prod.env', 'export.json'])).status).toBe(0);
    const keys = readFileSync(join(cwd, 'prod.env'), 'utf8').replaceAll(TOKEN, 'X').replaceAll("'", '');
    expect(keys).toBe('DB_PASSWORD=X\nAPI_KEY=X\n');
    expect((await decrypt(cwd, 'dotenv', 'prod.env')).replaceAll("'", '')).toBe('DB_PASSWORD=p\nAPI_KEY=k\n');
  });

  it('hundreds of secrets', async () => {
    const secrets = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`key_${index}`, `value ${index}`]),
    );
    const cwd = temporaryFolder();
    for (const format of ['json', 'yaml', 'dotenv']) {
      const { status, stdout } = await convert(cwd, ['--from', 'chamber', '--format', format, '-'], {
        input: JSON.stringify(secrets),
      });
      expect([status, stdout.toString('utf8').match(TOKEN)?.length]).toEqual([0, 300]);
    }
  });

  it('from plaintext, by the rule, bound to its place', async () => {
    const rules = 'rules:\n  - path: "*.toml"\n    encrypt: { match: pass }\n    bind: path\n';
    const toml = '# mine\r\n[db]\r\npassword = "p" # why\r\nport = 5\r\n';
    const cwd = folderWith({ '.kmscrypt.yaml': rules, 'a.toml': toml });
    expect((await convert(cwd, ['--from', 'plain', '--in-place', 'a.toml'])).status).toBe(0);
    const after = readFileSync(join(cwd, 'a.toml'), 'utf8');
    expect(after.replaceAll(TOKEN, 'p')).toBe(toml);
    expect((await verify(cwd, 'a.toml')).status).toBe(0);
    // Again: what is a token stays one, byte for byte.
    const { mtimeMs } = statSync(join(cwd, 'a.toml'));
    const again = await convert(cwd, ['--from', 'plain', '--in-place', 'a.toml']);
    expect([again.status, again.stderr]).toEqual([
      0,
      'kmscrypt: note: a.toml: there was nothing to encrypt\n',
    ]);
    expect(readFileSync(join(cwd, 'a.toml'), 'utf8')).toBe(after);
    expect(statSync(join(cwd, 'a.toml')).mtimeMs).toBe(mtimeMs);
  });

  it('the rule of a new file is that of its name', async () => {
    const rules = 'rules:\n  - path: out.json\n    encrypt: { path: [user] }\n    bind: file\n';
    const parameters = [
      { Name: '/a/password', Type: 'SecureString', Value: 'p' },
      { Name: '/a/user', Type: 'String', Value: 'u' },
      { Name: '/a/other', Type: 'String', Value: 'o' },
    ];
    const cwd = folderWith({ '.kmscrypt.yaml': rules });
    const input = JSON.stringify({ Parameters: parameters });
    expect((await convert(cwd, ['--from', 'ssm', '--output', 'out.json', '-'], { input })).status).toBe(0);
    const text = readFileSync(join(cwd, 'out.json'), 'utf8').replaceAll(TOKEN, 'X');
    expect(JSON.parse(text)).toEqual({ password: 'X', user: 'X', other: 'o' });
    expect((await verify(cwd, 'out.json')).status).toBe(0);
  });

  const FILES = {
    'a.json': '{"a": "secret", "b": "b"}',
    'there.json': '{}',
    'a.conf': 'x',
    'bad.json': '{"a": "secret',
  };
  it.for([
    ['no --from', ['a.json'], 'USAGE'],
    ['no selector', ['--from', 'plain', '--in-place', 'a.json'], 'USAGE'],
    [
      'a path that leads nowhere',
      ['--from', 'plain', '--in-place', '--path', 'x', 'a.json'],
      'PATH_NOT_FOUND',
    ],
    ['a bad regular expression', ['--from', 'plain', '--match', '(', 'a.json'], 'INVALID_OPTION'],
    ['a selector where all is secret', ['--from', 'chamber', '--path', 'a', 'a.json'], 'USAGE'],
    ['an export in place', ['--from', 'chamber', '--in-place', 'a.json'], 'USAGE'],
    ['stdin in place', ['--from', 'plain', '--in-place', '--path', 'a', '-'], 'USAGE'],
    [
      'in place and elsewhere',
      ['--from', 'plain', '--in-place', '--output', 'b', '--path', 'a', 'a.json'],
      'USAGE',
    ],
    [
      'a file that is there',
      ['--from', 'plain', '--output', 'there.json', '--path', 'a', 'a.json'],
      'FILE_EXISTS',
    ],
    ['a format that nothing tells', ['--from', 'plain', '--path', 'a', 'a.conf'], 'FORMAT_UNKNOWN'],
    ['the same of an export', ['--from', 'chamber', '--output', 'b.conf', 'a.json'], 'FORMAT_UNKNOWN'],
    ['another format', ['--from', 'plain', '--path', 'a', '--output', 'b.yaml', 'a.json'], 'USAGE'],
    ['an export of nothing', ['--from', 'chamber', 'there.json'], 'FORMAT_NOT_PARSABLE'],
    ['a broken file', ['--from', 'plain', '--in-place', '--match', '.', 'bad.json'], 'FORMAT_NOT_PARSABLE'],
    ['a broken export', ['--from', 'chamber', 'bad.json'], 'FORMAT_NOT_PARSABLE'],
    ['another export', ['--from', 'ssm', 'a.json'], 'FORMAT_NOT_PARSABLE'],
    ['what sops has not encrypted', ['--from', 'sops', 'a.json'], 'FORMAT_NOT_PARSABLE'],
    ['what dotenvx has not encrypted', ['--from', 'dotenvx', 'a.conf'], 'FORMAT_NOT_PARSABLE'],
    ['a file that is not there', ['--from', 'plain', '--path', 'a', 'missing.json'], 'INPUT_FAILED'],
  ] as const)('%s', async ([, args, code]) => {
    const cwd = folderWith(FILES);
    const outcome = await convert(cwd, args);
    expect(codesOf(outcome.stderr)).toEqual([code]);
    expect(outcome.stderr).not.toContain('secret"');
    expectNothingDone(outcome, cwd, FILES);
  });

  it('without KMS nothing is written', async () => {
    const cwd = folderWith({ 'a.json': FILES['a.json'] });
    const outcome = await run(
      program,
      ['convert', '--from', 'plain', '--in-place', '--path', 'a', '--key-id', 'alias/x', 'a.json'],
      { cwd, env: { ...awsEnv('http://127.0.0.1:9'), AWS_MAX_ATTEMPTS: '1' } },
    );
    expect(codesOf(outcome.stderr)).toEqual(['NETWORK']);
    expectNothingDone(outcome, cwd, { 'a.json': FILES['a.json'] });
  });
});
