import { fileSource, loadConfig } from '@kmscrypt/config';
import { encryptItems, encryptValue, encryptValues, formatToken, generateLocalKey } from '@kmscrypt/core';
import { type } from 'arktype';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { beforeAll, beforeEach, describe, expect, expectTypeOf, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { useEndpoint } from '../core/use-endpoint.ts';
import { callAws, createSecret, putParameter } from '../support/aws-at.ts';
import { problemsOf } from '../support/config-problems.ts';
import { type FaultKms, faultKms } from '../support/fault-kms.ts';
import { folderWith } from '../support/folder-with.ts';
import { createKey } from '../support/kms-at.ts';
import { localKeyEnv } from '../support/local-key-env.ts';

const moto = inject('endpoint');
const KEY = generateLocalKey();
const LOCAL = { keyIds: ['local'], localKey: () => KEY };
const DEAD = 'http://127.0.0.1:9';

/** A token under the local key, with pairs of its own where there are any. */
async function local(plaintext: string, pairs?: Readonly<Record<string, string>>): Promise<string> {
  const [token = ''] = await encryptItems([{ plaintext, pairs }], LOCAL);
  return token;
}

/** Takes the local key for the running test, and any call to AWS as a failure. */
function useLocalKey(): void {
  useEndpoint(DEAD, localKeyEnv(KEY));
}

describe('sources', () => {
  beforeEach(useLocalKey);

  const EXPECTED = { name: 'app', db: { host: 'db', password: 'hunter2', url: 'pg://app:hunter2@db' } };
  const FLAT = { name: 'app', host: 'db', password: 'hunter2', url: 'pg://app:hunter2@db' };

  it.each<[file: string, text: string, expected: unknown]>([
    [
      'app.json',
      '{"name": "app", "db": {"host": "db", "password": "TOKEN", "url": "pg://app:TOKEN@db"}}',
      EXPECTED,
    ],
    [
      'app.jsonc',
      '// a comment with TOKEN\n{"name": "app", "db": {"host": "db", /* TOKEN */ "password": "TOKEN", "url": "pg://app:TOKEN@db",},}',
      EXPECTED,
    ],
    [
      'app.yaml',
      'name: app\ndb:\n  host: db # TOKEN\n  password: TOKEN\n  url: "pg://app:TOKEN@db"\n',
      EXPECTED,
    ],
    [
      'anchors.yml',
      'shared: &shared { host: db, password: &password TOKEN }\ndb:\n  <<: *shared\n  again: *password\n',
      {
        shared: { host: 'db', password: 'hunter2' },
        db: { host: 'db', password: 'hunter2', again: 'hunter2' },
      },
    ],
    [
      'block.yaml',
      'db:\n  password: |-\n    TOKEN\n  url: >-\n    pg://app:TOKEN@db\n',
      { db: { password: 'hunter2', url: 'pg://app:hunter2@db' } },
    ],
    [
      'app.toml',
      'name = "app" # TOKEN\n[db]\nhost = "db"\npassword = "TOKEN"\nurl = \'pg://app:TOKEN@db\'\n',
      EXPECTED,
    ],
    ['.env', '# TOKEN\nname=app\nexport host=db\npassword=TOKEN\nurl="pg://app:TOKEN@db"\n', FLAT],
    ['.env.prod', 'name=app\nhost=db\npassword="TOKEN"\nurl=pg://app:TOKEN@db\n', FLAT],
    ['app.properties', '! TOKEN\nname = app\nhost: db\npassword TOKEN\nurl=pg://app:TOKEN@db\n', FLAT],
    ['app.ini', '; TOKEN\nname=app\n[db]\nhost=db\npassword=TOKEN\nurl=pg://app:TOKEN@db\n', EXPECTED],
    ['APP.JSON', '\uFEFF{"a": "TOKEN"}', { a: 'hunter2' }],
    [
      'lists.json',
      '["TOKEN", ["TOKEN"], {"a": ["x", "TOKEN"]}]',
      ['hunter2', ['hunter2'], { a: ['x', 'hunter2'] }],
    ],
    ['one.json', '"TOKEN"', 'hunter2'],
    ['empty.yaml', '', {}],
    ['empty.json', ' ', {}],
    [
      'types.json',
      '{"n": 1, "b": false, "null": null, "deep": {"e": {}, "l": []}}',
      { n: 1, b: false, null: null, deep: { e: {}, l: [] } },
    ],
  ])('%s', async (file, text, expected) => {
    const token = await local('hunter2');
    const folder = folderWith({ [file]: text.replaceAll('TOKEN', token) });
    expect(await loadConfig(join(folder, file))).toEqual(expected);
    expect(await loadConfig(pathToFileURL(join(folder, file)))).toEqual(expected);
  });

  it('of a format that the name does not tell', async () => {
    const folder = folderWith({ config: `a: ${await local('x')}`, 'config.txt': '{"a": 1}' });
    expect(await loadConfig(fileSource(join(folder, 'config'), { format: 'yaml' }))).toEqual({ a: 'x' });
    expect(await loadConfig(fileSource(join(folder, 'config.txt'), { format: 'json' }))).toEqual({ a: 1 });
  });

  it('that are relative go from the working directory', async () => {
    const token = await local('x', { 'kmscrypt-file': 'config/app.json' });
    const folder = folderWith({ 'config/app.json': `{"a": "${token}"}` });
    const file = relative(process.cwd(), join(folder, 'config', 'app.json'));
    expect(await loadConfig(file)).toEqual({ a: 'x' });
    expect(await problemsOf(loadConfig(`${file}x`))).toEqual([`SOURCE_UNREADABLE ${file}x`]);
  });

  it('that are objects stay as they are, and so do values that are no text', async () => {
    const token = await local('hunter2');
    const date = new Date(0);
    const bytes = Buffer.from('x');
    const object = Object.freeze({ a: token, at: date, bytes, n: 1n, gone: undefined, list: [token] });
    const config = await loadConfig(object);
    expect(config).toEqual({ a: 'hunter2', at: date, bytes, n: 1n, list: ['hunter2'] });
    expect(config['at']).toBe(date);
    expect(Object.keys(config)).not.toContain('gone');
    expect(object.a).toBe(token);
    expect(await loadConfig(Object.assign(Object.create(null) as object, { a: token }))).toEqual({
      a: 'hunter2',
    });
  });

  it('process.env', async () => {
    vi.stubEnv('KMSCRYPT_TEST_TOKEN', await local('hunter2'));
    const config = await loadConfig(process.env);
    expect(config).toEqual({ ...process.env, KMSCRYPT_TEST_TOKEN: 'hunter2' });
    expect(process.env['KMSCRYPT_TEST_TOKEN']).not.toBe('hunter2');
  });
});

describe('tokens', () => {
  beforeEach(useLocalKey);

  it('stand anywhere in a text, several in one', async () => {
    const [a, b, empty, hard] = await Promise.all(['a', 'b', '', '"\n\\${x}<&☃'].map((each) => local(each)));
    expect(
      await loadConfig({ text: `(${a}, ${b}; ${a}) ${empty}.`, hard, pem: `-----\n${hard}\n-----` }),
    ).toEqual({
      text: '(a, b; a) .',
      hard: '"\n\\${x}<&☃',
      pem: '-----\n"\n\\${x}<&☃\n-----',
    });
  });

  it('are not looked for in plaintexts', async () => {
    const inner = await local('inner');
    const config = await loadConfig({
      a: await local(inner),
      b: await local('ssm::/x'),
      c: await local('${HOME}'),
    });
    expect(config).toEqual({ a: inner, b: 'ssm::/x', c: '${HOME}' });
  });

  it('and what is none: text stays as it is', async () => {
    const plain = {
      a: 'kmscrypt::',
      b: 'x kmscrypt:: y',
      c: 'see ssm::/x',
      d: 'vault::x',
      e: ' ssm::/x',
    };
    expect(await loadConfig(plain)).toEqual(plain);
  });

  it.each<[file: string, text: string, expected: unknown]>([
    [
      'app.json',
      '{"n": "NUMBER", "b": "BOOLEAN", "z": "NULL", "s": "x NUMBER"}',
      { n: 5432, b: true, z: null, s: 'x 5432' },
    ],
    ['app.yaml', 'n: NUMBER\nb: BOOLEAN\nz: NULL\ns: x NUMBER\n', { n: 5432, b: true, z: null, s: 'x 5432' }],
    ['app.toml', 'n = "NUMBER"\nb = "BOOLEAN"\ns = "x NUMBER"\n', { n: 5432, b: true, s: 'x 5432' }],
    ['.env', 'n=NUMBER\nb=BOOLEAN\nz=NULL\n', { n: '5432', b: 'true', z: 'null' }],
    ['app.properties', 'n=NUMBER\n', { n: '5432' }],
    ['app.ini', 'n=NUMBER\n', { n: '5432' }],
  ])('have the types that they were made with: %s', async (file, text, expected) => {
    const typed = {
      NUMBER: ['5432', 'number'],
      BOOLEAN: ['true', 'boolean'],
      NULL: ['null', 'null'],
    } as const;
    let written = text;
    for (const [name, [literal, kind]] of Object.entries(typed)) {
      written = written.replaceAll(name, await local(literal, { 'kmscrypt-type': kind }));
    }
    const folder = folderWith({ [file]: written });
    expect(await loadConfig(join(folder, file))).toEqual(expected);
  });

  it('have the types of numbers and dates of their format', async () => {
    const [octal, date, big] = await Promise.all([
      local('0o17', { 'kmscrypt-type': 'number' }),
      local('2026-11-21T10:00:00Z', { 'kmscrypt-type': 'datetime' }),
      local('9007199254740993', { 'kmscrypt-type': 'number' }),
    ]);
    const folder = folderWith({
      'a.toml': `octal = "${octal}"\ndate = "${date}"\nbig = "${big}"\n`,
      'a.yaml': `octal: ${octal}\n`,
      'a.json': `{"octal": "${octal}"}`,
    });
    const config = await loadConfig(join(folder, 'a.toml'));
    expect(config).toMatchObject({ octal: 15, big: 9007199254740993n });
    expect(config['date']).toBeInstanceOf(Date);
    expect(Number(config['date'])).toBe(Date.UTC(2026, 10, 21, 10));
    expect(await loadConfig(join(folder, 'a.yaml'))).toEqual({ octal: 15 });
    expect(await problemsOf(loadConfig(join(folder, 'a.json')))).toEqual([
      `FORMAT_NOT_PARSABLE ${join(folder, 'a.json')}:1 octal`,
    ]);
  });
});

describe('tokens that are bound', () => {
  beforeEach(useLocalKey);
  const toFile = { 'kmscrypt-file': 'config/app.yaml' };
  const toPath = { ...toFile, 'kmscrypt-path': '/db/password' };

  it.each<
    [name: string, file: string, text: string, pairs: Readonly<Record<string, string>>, problem?: string]
  >([
    ['to the file, in it', 'config/app.yaml', 'db: { password: TOKEN, other: TOKEN }', toFile],
    ['to the path, at it', 'config/app.yaml', 'db: { password: TOKEN }', toPath],
    [
      'to a path of a list',
      'config/app.yaml',
      'users: [{ a/b~: TOKEN }]',
      { ...toFile, 'kmscrypt-path': '/users/0/a~1b~0' },
    ],
    [
      'to the path alone, at it',
      'other.yaml',
      'db: { password: TOKEN }',
      { 'kmscrypt-path': '/db/password' },
    ],
    ['in a copy of the repository elsewhere', 'somewhere/config/app.yaml', 'db: { password: TOKEN }', toPath],
    ['in a renamed file', 'config/app2.yaml', 'db: { password: TOKEN }', toFile, ':1 db.password'],
    [
      'in a file whose name only ends alike',
      'myconfig/app.yaml',
      'db: { password: TOKEN }',
      toFile,
      ':1 db.password',
    ],
    ['in another folder', 'app.yaml', 'db: { password: TOKEN }', toFile, ':1 db.password'],
    ['at another path', 'config/app.yaml', 'db:\n  title: TOKEN', toPath, ':2 db.title'],
    ['one level down', 'config/app.yaml', 'prod: { db: { password: TOKEN } }', toPath, ':1 prod.db.password'],
    ['within a longer text', 'config/app.yaml', 'db: { url: "x TOKEN" }', toPath, ':1 db.url'],
    ['behind an alias', 'config/app.yaml', 'db: { password: &p TOKEN }\ntitle: *p', toPath, ':2 title'],
    [
      'behind a merge',
      'config/app.yaml',
      'db: &db { password: TOKEN }\nother:\n  <<: *db',
      toPath,
      ' other.password',
    ],
    [
      'to the file, behind a merge',
      'config/app.yaml',
      'db: &db { password: TOKEN }\nother: { <<: *db }',
      toFile,
    ],
    ['in a dotenv file', 'config/app.env', 'TITLE=TOKEN', toFile, ':1 TITLE'],
  ])('%s', async (_name, file, text, pairs, problem) => {
    const folder = folderWith({ [file]: text.replaceAll('TOKEN', await local('hunter2', pairs)) });
    const path = join(folder, file);
    const loading = loadConfig(path);
    if (problem === undefined) expect(JSON.stringify(await loading)).toContain('hunter2');
    else expect(await problemsOf(loading)).toEqual([`TOKEN_MISPLACED ${path}${problem}`]);
  });

  it('in the environment or an object are looked at as far as their place is known', async () => {
    const byFile = await local('hunter2', toFile);
    const byPath = await local('hunter2', toPath);
    expect(await loadConfig({ db: { password: byPath } })).toEqual({ db: { password: 'hunter2' } });
    expect(await problemsOf(loadConfig({ db: { title: byPath } }))).toEqual([
      'TOKEN_MISPLACED object db.title',
    ]);
    vi.stubEnv('KMSCRYPT_TEST_TITLE', byPath);
    expect(await problemsOf(loadConfig(process.env))).toEqual([
      'TOKEN_MISPLACED environment KMSCRYPT_TEST_TITLE',
    ]);
    // Nothing tells which file an environment was made of.
    vi.stubEnv('KMSCRYPT_TEST_TITLE', byFile);
    expect(await loadConfig(process.env)).toMatchObject({ KMSCRYPT_TEST_TITLE: 'hunter2' });
  });
});

describe('the local key', () => {
  const load = async () => loadConfig({ a: await local('hunter2') });

  it('may be a file', async () => {
    const folder = folderWith({ 'local.key': `# a comment\n${localKeyEnv(KEY).KMSCRYPT_LOCAL_KEY}\n` });
    useEndpoint(DEAD, { KMSCRYPT_LOCAL_KEY_FILE: join(folder, 'local.key') });
    expect(await load()).toEqual({ a: 'hunter2' });
  });

  it('may be a function of the caller', async () => {
    useEndpoint(DEAD, { KMSCRYPT_LOCAL_KEY: undefined });
    expect(await loadConfig({ a: await local('hunter2') }, { localKey: async () => KEY })).toEqual({
      a: 'hunter2',
    });
  });

  it('may be in an environment of the caller', async () => {
    useEndpoint(DEAD, { KMSCRYPT_LOCAL_KEY: undefined });
    const env = localKeyEnv(KEY);
    expect(await loadConfig({ a: await local('hunter2') }, { env })).toEqual({ a: 'hunter2' });
  });

  it.each<[name: string, env: Readonly<Record<string, string>>, code: string]>([
    ['refused', { ...localKeyEnv(KEY), KMSCRYPT_REFUSE_LOCAL: '1' }, 'LOCAL_KEY_REFUSED'],
    ['missing', { KMSCRYPT_LOCAL_KEY_FILE: '/none' }, 'LOCAL_KEY_MISSING'],
    ['damaged', { KMSCRYPT_LOCAL_KEY: 'AAAA' }, 'LOCAL_KEY_INVALID'],
    ['another', localKeyEnv(generateLocalKey()), 'LOCAL_KEY_MISMATCH'],
  ])('%s', async (_name, env, code) => {
    useEndpoint(DEAD, env);
    expect(await problemsOf(load())).toEqual([`${code} object a`]);
  });
});

describe.skipIf(!moto)('KMS', () => {
  let keyId = '';
  let regional = '';
  beforeAll(async () => {
    keyId = await createKey(moto);
    regional = await createKey(moto, undefined, 'eu-west-1');
  });
  beforeEach(() => useEndpoint(moto));

  it('opens blobs, messages and local tokens together', async () => {
    vi.stubEnv('KMSCRYPT_LOCAL_KEY', localKeyEnv(KEY).KMSCRYPT_LOCAL_KEY);
    const config = await loadConfig({
      blob: await encryptValue('blob', { keyIds: [keyId] }),
      message: await encryptValue('message', { keyIds: [keyId], envelope: true }),
      several: await encryptValue('several', { keyIds: [keyId, regional] }),
      far: await encryptValue('far', { keyIds: [regional], envelope: true }),
      empty: await encryptValue('', { keyIds: [keyId] }),
      local: await local('local'),
    });
    expect(config).toEqual({
      blob: 'blob',
      message: 'message',
      several: 'several',
      far: 'far',
      empty: '',
      local: 'local',
    });
  });

  it('opens blobs with the context and in the region that are given', async () => {
    const context = { app: 'shop' };
    const token = await encryptValue('x', { keyIds: [keyId], context });
    expect(await loadConfig({ token }, { context })).toEqual({ token: 'x' });
    expect(await problemsOf(loadConfig({ token }))).toEqual(['CIPHERTEXT_REFUSED object token']);
    const far = await encryptValue('x', { keyIds: [regional] });
    expect(await loadConfig({ far }, { region: 'eu-west-1' })).toEqual({ far: 'x' });
  });

  it('opens tokens of a role', async () => {
    const token = await encryptValue('x', { keyIds: [keyId] });
    expect(await loadConfig({ token }, { roleArn: 'arn:aws:iam::123456789012:role/test' })).toEqual({
      token: 'x',
    });
  });

  it('tells a plaintext that is no text', async () => {
    const token = await encryptValue(Uint8Array.of(0xff, 0xfe), { keyIds: [keyId] });
    expect(await problemsOf(loadConfig({ token }))).toEqual(['PLAINTEXT_NOT_TEXT object token']);
  });
});

describe.skipIf(!moto)('references', () => {
  beforeEach(() => useEndpoint(moto));

  it('to secrets', async () => {
    const name = `load/${randomUUID()}`;
    const json = {
      db: { password: 'hunter2', port: 5432, 'a.b': 'dotted', 'a@b': 'at', hosts: ['a', { n: 'b' }] },
      on: true,
      none: null,
    };
    const arn = await createSecret(moto, name, JSON.stringify(json));
    await callAws(moto, ['secretsmanager', 'PutSecretValue'], {
      SecretId: name,
      SecretString: '{"db":{"password":"new"}}',
    });
    const far = await createSecret(moto, `${name}-far`, 'far', 'eu-west-1');
    const odd = `${name}-a+b=c.d@e!f`;
    await createSecret(moto, odd, 'odd');
    const PREVIOUS = '@AWSPREVIOUS';
    const config = await loadConfig({
      current: `secretsmanager::${name}#db.password`,
      text: `secretsmanager::${name}${PREVIOUS}`,
      dotted: `secretsmanager::${name}#db.password${PREVIOUS}`,
      pointer: `secretsmanager::${name}#/db/password${PREVIOUS}`,
      quoted: `secretsmanager::${name}#db["a.b"]${PREVIOUS}`,
      escaped: `secretsmanager::${name}#db.a%40b${PREVIOUS}`,
      item: `secretsmanager::${name}#db.hosts[1].n${PREVIOUS}`,
      port: `secretsmanager::${name}#db.port${PREVIOUS}`,
      on: `secretsmanager::${name}#on${PREVIOUS}`,
      none: `secretsmanager::${name}#none${PREVIOUS}`,
      part: `secretsmanager::${name}#db.hosts${PREVIOUS}`,
      all: `secretsmanager::${name}#.${PREVIOUS}`,
      arn: `secretsmanager::${arn}#db.password@AWSCURRENT`,
      partial: `secretsmanager::${arn.slice(0, -7)}#db.password`,
      far: `secretsmanager::${far}`,
      odd: `secretsmanager::${odd.replace('@', '%40')}`,
    });
    expect(config).toEqual({
      current: 'new',
      text: JSON.stringify(json),
      dotted: 'hunter2',
      pointer: 'hunter2',
      quoted: 'dotted',
      escaped: 'at',
      item: 'b',
      port: 5432,
      on: true,
      none: null,
      part: json.db.hosts,
      all: json,
      arn: 'new',
      partial: 'new',
      far: 'far',
      odd: 'odd',
    });
  });

  it('to parameters', async () => {
    const path = `/load/${randomUUID()}`;
    for (const value of ['first', 'second', 'third']) await putParameter(moto, `${path}/db`, value);
    const label = { Name: `${path}/db`, ParameterVersion: 2, Labels: ['live'] };
    await callAws(moto, ['AmazonSSM', 'LabelParameterVersion'], label);
    await putParameter(moto, `${path}/list`, 'a,b', { type: 'StringList' });
    await putParameter(moto, `${path}/tree/a`, 'A', { type: 'String' });
    await putParameter(moto, `${path}/tree/b/c`, 'C');
    const bare = `load-${randomUUID()}`;
    await putParameter(moto, bare, 'bare');
    const config = await loadConfig({
      newest: `ssm::${path}/db`,
      version: `ssm::${path}/db@1`,
      label: `ssm::${path}/db@live`,
      list: `ssm::${path}/list`,
      bare: `ssm::${bare}`,
      tree: `ssm::${path}/tree/*`,
    });
    expect(config).toEqual({
      newest: 'third',
      version: 'first',
      label: 'second',
      list: 'a,b',
      bare: 'bare',
      tree: { a: 'A', b: { c: 'C' } },
    });
  });

  // moto does not know ARNs in GetParameters, so it is AWS's answer that is played.
  it('to parameters of another region and account', async () => {
    const arn = 'arn:aws:ssm:eu-west-1:210987654321:parameter/db';
    const answer = { Parameters: [{ Name: '/db', ARN: arn, Value: 'far' }] };
    using aws = await faultKms(() => ({ status: 200, body: JSON.stringify(answer) }));
    useEndpoint(aws.endpoint);
    expect(await loadConfig({ a: `ssm::${arn}` })).toEqual({ a: 'far' });
  });

  it('in a file, beside tokens and plaintext', async () => {
    const name = `load/${randomUUID()}`;
    await createSecret(moto, name, '{"password": "hunter2"}');
    await putParameter(moto, `/${name}`, 'db.example.com');
    const token = await encryptValue('t0ken', { keyIds: [await createKey(moto)] });
    const folder = folderWith({
      'app.yaml': `db:\n  host: ssm::/${name}\n  port: 5432\n  password: secretsmanager::${name}#password\n  url: "x:${token}"\n`,
    });
    expect(await loadConfig(join(folder, 'app.yaml'))).toEqual({
      db: { host: 'db.example.com', port: 5432, password: 'hunter2', url: 'x:t0ken' },
    });
  });
});

describe('resolvers', () => {
  it('read references of schemes of the caller', async () => {
    useEndpoint(DEAD);
    const asked: string[] = [];
    const vault = {
      resolve: async (reference: string, { signal }: { readonly signal: AbortSignal }) => {
        expect(signal.aborted).toBe(false);
        asked.push(reference);
        return reference === 'map' ? { a: 1, b: [null, 'x'] } : `value of ${reference}`;
      },
    };
    const source = {
      a: 'vault::a#b@c %',
      again: 'vault::a#b@c %',
      map: 'vault::map',
      other: 'k8s+x::7',
      text: 'a vault::a',
    };
    expect(await loadConfig(source, { resolvers: { vault, 'k8s+x': { resolve: Number } } })).toEqual({
      a: 'value of a#b@c %',
      again: 'value of a#b@c %',
      map: { a: 1, b: [null, 'x'] },
      other: 7,
      text: 'a vault::a',
    });
    expect(asked.toSorted()).toEqual(['a#b@c %', 'map']);
  });
});

describe('schemas', () => {
  beforeEach(useLocalKey);
  const file = async () => {
    const port = await local('5432', { 'kmscrypt-type': 'number' });
    const folder = folderWith({ 'a.yaml': `db: { password: ${await local('hunter2')}, port: ${port} }\n` });
    return join(folder, 'a.yaml');
  };

  it('of zod', async () => {
    const schema = z.object({
      db: z.object({ password: z.string(), port: z.number() }),
      debug: z.boolean().default(false),
    });
    const config = await loadConfig(await file(), { schema });
    expectTypeOf(config).toEqualTypeOf<{ db: { password: string; port: number }; debug: boolean }>();
    expect(config).toEqual({ db: { password: 'hunter2', port: 5432 }, debug: false });
  });

  it('of valibot', async () => {
    const schema = v.object({
      db: v.object({
        password: v.pipe(v.string(), v.minLength(3)),
        port: v.pipe(v.number(), v.transform(String)),
      }),
    });
    const config = await loadConfig(await file(), { schema });
    expectTypeOf(config).toEqualTypeOf<{ db: { password: string; port: string } }>();
    expect(config).toEqual({ db: { password: 'hunter2', port: '5432' } });
  });

  it('of arktype', async () => {
    const schema = type({ db: { password: 'string > 3', port: 'number.integer' }, 'mode?': "'a' | 'b'" });
    const config = await loadConfig(await file(), { schema });
    expectTypeOf(config).toEqualTypeOf<{ db: { password: string; port: number }; mode?: 'a' | 'b' }>();
    expect(config).toEqual({ db: { password: 'hunter2', port: 5432 } });
  });

  it('that answer later', async () => {
    const schema = z.object({ a: z.string().transform(async (text) => text.length) });
    const config = await loadConfig({ a: await local('hunter2') }, { schema });
    expectTypeOf(config).toEqualTypeOf<{ a: number }>();
    expect(config).toEqual({ a: 7 });
  });

  it('are not needed', async () => {
    const config = await loadConfig(await file());
    expectTypeOf(config).toEqualTypeOf<{ readonly [key: string]: unknown }>();
  });
});

describe('values that have to be encrypted', () => {
  beforeEach(useLocalKey);

  it('are refused in plaintext, but for development', async () => {
    const token = await local('hunter2');
    const source = {
      db: { password: 'plain', user: 'app' },
      services: [{ key: token }, { key: 'plain' }, { key: '' }, { key: null }],
      below: { all: { of: 'it', and: 7 } },
    };
    const encrypted = ['db.password', 'services.*.key', '/below', 'none.at.all'];
    expect(await problemsOf(loadConfig(source, { encrypted }))).toEqual([
      'INVALID_OPTION option encrypted none',
      'SECRET_IN_PLAINTEXT object db.password',
      'SECRET_IN_PLAINTEXT object services[1].key',
      'SECRET_IN_PLAINTEXT object below.all.of',
      'SECRET_IN_PLAINTEXT object below.all.and',
    ]);
    expect(await loadConfig(source, { encrypted, development: true })).toEqual({
      ...source,
      services: [{ key: 'hunter2' }, ...source.services.slice(1)],
    });
    expect(
      await loadConfig({ db: { password: `x${token}` } }, { encrypted: ['db.password', 'db.none'] }),
    ).toEqual({
      db: { password: 'xhunter2' },
    });
  });
});

describe.skipIf(!moto)('calls', () => {
  const callsOf = ({ calls }: FaultKms): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
  };
  const numbered = <T>(count: number, each: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => each(index));

  it('of 100 parameters are 10, of 40 secrets 2, of 25 below a path 3', async () => {
    const id = `calls/${randomUUID()}`;
    await Promise.all([
      ...numbered(100, (index) => putParameter(moto, `/${id}/${index}`, `p${index}`)),
      ...numbered(40, (index) => createSecret(moto, `${id}/${index}`, `s${index}`)),
      ...numbered(25, (index) => putParameter(moto, `/tree/${id}/${index}`, `t${index}`)),
    ]);
    using aws = await faultKms(() => 'pass', moto);
    useEndpoint(aws.endpoint);
    const config = await loadConfig({
      parameters: numbered(100, (index) => `ssm::/${id}/${index}`),
      again: numbered(100, (index) => `ssm::/${id}/${index}`),
      secrets: numbered(40, (index) => `secretsmanager::${id}/${index}`),
      tree: `ssm::/tree/${id}/*`,
    });
    expect(config).toEqual({
      parameters: numbered(100, (index) => `p${index}`),
      again: numbered(100, (index) => `p${index}`),
      secrets: numbered(40, (index) => `s${index}`),
      tree: Object.fromEntries(numbered(25, (index) => [index, `t${index}`])),
    });
    expect(callsOf(aws)).toEqual({
      'AmazonSSM.GetParameters': 10,
      'secretsmanager.BatchGetSecretValue': 2,
      'AmazonSSM.GetParametersByPath': 3,
    });
  });

  it('of 500 tokens under one envelope, and of 500 equal blobs, are 1', async () => {
    useEndpoint(moto);
    const keyIds = [await createKey(moto)];
    const plaintexts = numbered(500, (index) => `value ${index}`);
    const messages = await encryptValues(plaintexts, { keyIds, envelope: true });
    const blob = await encryptValue('the same', { keyIds });
    using aws = await faultKms(() => 'pass', moto);
    useEndpoint(aws.endpoint);
    expect(await loadConfig({ messages })).toEqual({ messages: plaintexts });
    expect(callsOf(aws)).toEqual({ Decrypt: 1 });
    expect(await loadConfig({ blobs: numbered(500, () => blob) })).toEqual({
      blobs: numbered(500, () => 'the same'),
    });
    expect(callsOf(aws)).toEqual({ Decrypt: 2 });
  });

  it('of 50 blobs are 50, as many at once as is told', async () => {
    useEndpoint(moto);
    const keyIds = [await createKey(moto)];
    const blobs = await encryptValues(numbered(50, String), { keyIds });
    using aws = await faultKms(() => ({ gather: 32 }), moto);
    useEndpoint(aws.endpoint);
    expect(await loadConfig({ blobs })).toEqual({ blobs: numbered(50, String) });
    expect(callsOf(aws)).toEqual({ Decrypt: 50 });
    expect(aws.mostAtOnce()).toBe(32);
    using slow = await faultKms(() => ({ gather: 5 }), moto);
    useEndpoint(slow.endpoint);
    await loadConfig({ blobs }, { concurrency: 5 });
    expect(slow.mostAtOnce()).toBe(5);
  });

  it('of two loads at once are shared, of two after each other not', async () => {
    const id = `calls/${randomUUID()}`;
    useEndpoint(moto);
    const blob = await encryptValue('x', { keyIds: [await createKey(moto)] });
    await Promise.all([
      putParameter(moto, `/${id}`, 'p'),
      createSecret(moto, id, 's'),
      createSecret(moto, `${id}-2`, 's2'),
    ]);
    const source = { a: `ssm::/${id}`, b: `secretsmanager::${id}`, c: blob };
    const expected = { a: 'p', b: 's', c: 'x' };
    using aws = await faultKms(() => ({ wait: 50 }), moto);
    useEndpoint(aws.endpoint);
    const both = await Promise.all([
      loadConfig(source),
      loadConfig({ ...source, d: `ssm::/${id}` }),
      loadConfig(source, {}),
    ]);
    expect(both).toEqual([expected, { ...expected, d: 'p' }, expected]);
    const once = { 'AmazonSSM.GetParameters': 1, 'secretsmanager.GetSecretValue': 1, Decrypt: 1 };
    expect(callsOf(aws)).toEqual(once);
    expect(await loadConfig(source)).toEqual(expected);
    expect(Object.values(callsOf(aws))).toEqual([2, 2, 2]);
  });

  it('are none where nothing has to be decrypted', async () => {
    using aws = await faultKms(() => 'reset');
    useEndpoint(aws.endpoint, {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_REGION: undefined,
    });
    expect(
      await loadConfig({ a: 'x', b: { c: 1 } }, { roleArn: 'arn:aws:iam::123456789012:role/x' }),
    ).toEqual({ a: 'x', b: { c: 1 } });
    expect(aws.calls).toEqual([]);
  });
});

it('a token that is damaged is told at its place', async () => {
  useLocalKey();
  const good = await local('hunter2');
  const folder = folderWith({});
  const file = join(folder, 'a.json');
  const damaged = formatToken({ kind: 'message', bytes: Buffer.from('no message') });
  writeFileSync(file, `{\n  "a": "${good}",\n  "b": "x ${damaged}",\n  "c": "kmscrypt::AB=="\n}`);
  expect(await problemsOf(loadConfig(file))).toEqual([
    `INVALID_MESSAGE ${file}:3 b`,
    `INVALID_TOKEN ${file}:4 c`,
  ]);
});
