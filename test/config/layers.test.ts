import { envSource, fileSource, loadConfig } from '@kmscrypt/config';
import { encryptValues, generateLocalKey } from '@kmscrypt/core';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useEndpoint } from '../core/use-endpoint.ts';
import { problemsOf } from '../support/config-problems.ts';
import { folderWith } from '../support/folder-with.ts';
import { localKeyEnv } from '../support/local-key-env.ts';
import { untyped } from '../support/untyped.ts';

const KEY = generateLocalKey();
let one = '';
let two = '';
beforeAll(async () => {
  [one = '', two = ''] = await encryptValues(['one', 'two'], { keyIds: ['local'], localKey: () => KEY });
});
beforeEach(() => useEndpoint('http://127.0.0.1:9', localKeyEnv(KEY)));

describe('layers', () => {
  it('of several formats: maps are merged, all else is replaced', async () => {
    const folder = folderWith({
      'base.yaml': `db: { host: base, port: 5432, password: ${one} }\nlist: [a, b, c]\nmap: { a: 1 }\nscalar: 1\ngone: x\n`,
      'prod.json': `{"db": {"host": "prod", "password": "x${two}"}, "list": ["${one}"], "map": "text", "scalar": {"a": 1}, "gone": null}`,
      'local.toml': 'list = []\n[db]\nextra = true\n',
    });
    const files = ['base.yaml', 'prod.json', 'local.toml'].map((name) => join(folder, name));
    expect(await loadConfig(files)).toEqual({
      db: { host: 'prod', port: 5432, password: 'xtwo', extra: true },
      list: [],
      map: 'text',
      scalar: { a: 1 },
      gone: null,
    });
    expect(await loadConfig([...files, { db: { host: 'object' } }, { list: [1] }])).toMatchObject({
      db: { host: 'object', port: 5432, password: 'xtwo' },
      list: [1],
    });
    expect(await loadConfig([])).toEqual({});
  });

  it('decrypt only what is left of them', async () => {
    const broken = { a: 'kmscrypt::AB==', b: { c: 'ssm::/nobody/answers', d: 'secretsmanager::' } };
    expect(await loadConfig([broken, { a: one, b: 'plain' }])).toEqual({ a: 'one', b: 'plain' });
    expect(await problemsOf(loadConfig([{ a: one }, { ...broken, b: 1 }]))).toEqual([
      'INVALID_TOKEN object a',
    ]);
  });

  it('tell problems where they stand, not where they end up', async () => {
    const folder = folderWith({
      'base.yaml': 'a: 1\n\nb: { c: kmscrypt::AB== }\n',
      'over.json': '{\n"b": {\n"d": "kmscrypt::AB=="}}',
      'x.env': '\nKEY=kmscrypt::AB==\n',
    });
    const at = (name: string): string => join(folder, name);
    const env = { APP__B__E: 'kmscrypt::AB==' };
    const sources = [
      at('base.yaml'),
      at('over.json'),
      at('x.env'),
      envSource({ prefix: 'APP__', env }),
      { o: [one, 'kmscrypt::AB=='] },
    ];
    expect((await problemsOf(loadConfig(sources))).toSorted()).toEqual(
      [
        `INVALID_TOKEN ${at('base.yaml')}:3 b.c`,
        `INVALID_TOKEN ${at('over.json')}:3 b.d`,
        `INVALID_TOKEN ${at('x.env')}:2 KEY`,
        'INVALID_TOKEN environment APP__B__E',
        'INVALID_TOKEN object o[1]',
      ].toSorted(),
    );
  });

  it('may be missing where that is told', async () => {
    const folder = folderWith({ 'a.yaml': 'a: 1' });
    const missing = join(folder, 'none.yaml');
    const sources = [join(folder, 'a.yaml'), fileSource(missing, { optional: true })];
    expect(await loadConfig(sources)).toEqual({ a: 1 });
    expect(await problemsOf(loadConfig([join(folder, 'a.yaml'), missing, `${missing}2`]))).toEqual([
      `SOURCE_UNREADABLE ${missing}`,
      `SOURCE_UNREADABLE ${missing}2`,
    ]);
    // A folder is there, and cannot be read.
    expect(await problemsOf(loadConfig(fileSource(folder, { optional: true, format: 'yaml' })))).toEqual([
      `SOURCE_UNREADABLE ${folder}`,
    ]);
  });
});

describe('overrides from the environment', () => {
  const base = {
    db: { host: 'base', port: 5432, tls: true, maxSize: 1, 'read-replica': { 'api.key': 'x' }, ratio: 0.5 },
    servers: [{ name: 'a', tls: true }, { name: 'b' }],
    off: null,
  };

  it.each<[name: string, env: Readonly<Record<string, string>>, expected: object]>([
    ['a text', { APP__DB__HOST: 'env' }, { db: { host: 'env' } }],
    ['a number', { APP__DB__PORT: '5433' }, { db: { port: 5433 } }],
    ['a number of another form', { APP__DB__RATIO: '-1.5e3' }, { db: { ratio: -1500 } }],
    ['what is no number', { APP__DB__PORT: '0x10' }, { db: { port: '0x10' } }],
    ['a boolean', { APP__DB__TLS: 'false' }, { db: { tls: false } }],
    ['what is no boolean', { APP__DB__TLS: 'no' }, { db: { tls: 'no' } }],
    ['keys of another case', { APP__DB__MAXSIZE: '7' }, { db: { maxSize: 7 } }],
    [
      'keys with dashes',
      { APP__DB__READ_REPLICA__HOST: 'r' },
      { db: { 'read-replica': { 'api.key': 'x', host: 'r' } } },
    ],
    ['keys that are new', { APP__NEW__KEY: '1' }, { new: { key: '1' } }],
    [
      'a place in a list',
      { APP__SERVERS__1__NAME: 'c' },
      { servers: [{ name: 'a', tls: true }, { name: 'c' }] },
    ],
    [
      'several places in a list',
      { APP__SERVERS__0__NAME: 'c', APP__SERVERS__1__NAME: 'd', APP__SERVERS__2__NAME: 'e' },
      { servers: [{ name: 'c', tls: true }, { name: 'd' }, { name: 'e' }] },
    ],
    [
      'new places in a list',
      { APP__SERVERS__3__PORT: '1', APP__SERVERS__2__NAME: 'c', APP__SERVERS__3__NAME: 'd' },
      { servers: [...base.servers, { name: 'c' }, { name: 'd', port: '1' }] },
    ],
    [
      'a map and what is in it',
      { APP__NEW__A__B: 'b', APP__NEW: 'x', APP__NEW__A: 'a' },
      { new: { a: { b: 'b' } } },
    ],
    ['an empty variable', { APP__DB__HOST: '', APP__DB__TLS: '' }, {}],
    ['a variable of the prefix alone', { APP__: 'x', APP: 'x', APP____X: 'x' }, {}],
    ['another prefix', { XAPP__DB__HOST: 'x', app__db__host: 'x' }, {}],
    ['a whole map', { APP__DB: 'x' }, { db: 'x' }],
  ])('%s', async (_name, env, expected) => {
    const config = await loadConfig([base, envSource({ prefix: 'APP__', env })]);
    expect(config).toEqual(await loadConfig([base, expected as Record<string, unknown>]));
  });

  it('by name, with tokens and other separators', async () => {
    const env = { DB_PASSWORD: `x${one}`, 'MY.DB.HOST': two, FIRST: 'z', UNUSED: 'kmscrypt::AB==' };
    const config = await loadConfig(
      [
        base,
        envSource({ variables: { DB_PASSWORD: 'db.password', FIRST: '/servers/0/name', NONE: 'db.none' } }),
        envSource({ prefix: 'MY.', separator: '.', env }),
      ],
      { env: { ...process.env, ...env } },
    );
    expect(config).toMatchObject({ db: { password: 'xone', host: 'two', port: 5432 } });
    expect(config['servers']).toEqual([{ name: 'z', tls: true }, { name: 'b' }]);
  });

  it('are own variables, not what every object has', async () => {
    const source = envSource({
      variables: { toString: 'a', constructor: 'b' },
      prefix: 'value',
      env: { valueOf: 'x' },
    });
    expect(await loadConfig([{ a: 1 }, source])).toEqual({ a: 1, of: 'x' });
  });

  it.each<[name: string, source: ReturnType<typeof envSource>, problem: string]>([
    ['a path that cannot be read', envSource({ variables: { A: 'a[' } }), 'INVALID_OPTION environment A'],
    [
      'a key that would change all objects',
      envSource({ prefix: 'A_', separator: '.', env: { A___proto__: 'x' } }),
      'KEY_REFUSED environment A___proto__',
    ],
    [
      'the same by name',
      envSource({ variables: { A: '__proto__.x' }, env: { A: 'x' } }),
      'KEY_REFUSED environment A',
    ],
    [
      'the same by a longer way',
      envSource({ variables: { A: 'constructor.prototype.x' }, env: { A: 'x' } }),
      'KEY_REFUSED environment A',
    ],
    [
      'a path of 257 steps',
      envSource({ prefix: 'A', separator: '_', env: { [`A${'x_'.repeat(256)}x`]: 'x' } }),
      `TOO_DEEP environment A${'x_'.repeat(256)}x`,
    ],
    [
      'a place that a list has not',
      envSource({ prefix: 'A_', separator: '_', env: { A_SERVERS_999999999_NAME: 'x' } }),
      'INVALID_OPTION environment A_SERVERS_999999999_NAME',
    ],
    ['neither variables nor prefix', envSource({}), 'INVALID_OPTION'],
    ['an empty prefix', envSource({ prefix: '' }), 'INVALID_OPTION'],
    ['an empty separator', envSource({ prefix: 'A', separator: '' }), 'INVALID_OPTION'],
    ['an option that is none', envSource(untyped({ prefixes: 'A' })), 'INVALID_OPTION'],
    ['a path that is no text', envSource(untyped({ variables: { A: 1 } })), 'INVALID_OPTION'],
  ])('that are wrong: %s', async (_name, source, problem) => {
    expect(await problemsOf(loadConfig([base, source]))).toEqual([problem]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('variables in texts', () => {
  const env = { HOST: 'h', EMPTY: '', PORT: '1', TOKEN: 'kmscrypt::AB==', NESTED: '${HOST}' };
  const load = (source: Readonly<Record<string, unknown>>, interpolate = true) =>
    loadConfig(source, { interpolate, env: { ...process.env, ...env, TOKEN: one } });

  it('stay as they are unless that is asked for', async () => {
    const source = { a: '${HOST} $${HOST} ${none}' };
    expect(await load(source, false)).toEqual(source);
  });

  it.each<[text: string, expected: string]>([
    ['${HOST}', 'h'],
    ['x${HOST}:${PORT}y', 'xh:1y'],
    ['${NONE:-default}', 'default'],
    ['${EMPTY:-default}', 'default'],
    ['${NONE:-}', ''],
    ['${EMPTY}', ''],
    ['${NONE:-a:-b$c}', 'a:-b$c'],
    ['$${HOST}', '${HOST}'],
    ['$HOST $ {HOST} $', '$HOST $ {HOST} $'],
    ['${NESTED}', '${HOST}'],
    ['${TOKEN}', 'one'],
  ])('%s', async (text, expected) => {
    expect(await load({ a: text, list: [text] })).toEqual({ a: expected, list: [expected] });
  });

  it('of a dotenv file may be its own, the environment first', async () => {
    const text = `BASE=/srv\nDIR=\${BASE}/app\nSUB="\${DIR}/sub"\nHOST=file\nAT=\${HOST}\nSECRET=${two}\nURL=x:\${SECRET}\n`;
    const file = join(folderWith({ '.env': text }), '.env');
    expect(await loadConfig(file, { interpolate: true, env: { ...process.env, ...env } })).toEqual({
      BASE: '/srv',
      DIR: '/srv/app',
      SUB: '/srv/app/sub',
      HOST: 'file',
      AT: 'h',
      SECRET: 'two',
      URL: 'x:two',
    });
  });

  it('are not looked for in the environment itself, nor in plaintexts', async () => {
    const source = [{ a: 'x' }, envSource({ prefix: 'APP__', env: { APP__A: '${HOST}' } })];
    expect(await loadConfig(source, { interpolate: true, env: { ...process.env, ...env } })).toEqual({
      a: '${HOST}',
    });
    const [token = ''] = await encryptValues(['${HOST}'], { keyIds: ['local'], localKey: () => KEY });
    expect(await load({ a: token })).toEqual({ a: '${HOST}' });
  });

  it('that are missing or circular are told, all of them', async () => {
    const source = { a: '${NONE} ${toString}', b: ['${1X}', '${}'], c: '${HOST', d: one };
    expect(await problemsOf(load(source))).toEqual([
      'VARIABLE_MISSING object a',
      'VARIABLE_MISSING object a',
      'VARIABLE_MISSING object b[0]',
      'VARIABLE_MISSING object b[1]',
    ]);
    const file = join(folderWith({ '.env': 'A=${B}\nB=${C}\nC=x${A}\nD=${D}\nE=ok\n' }), '.env');
    expect(await problemsOf(loadConfig(file, { interpolate: true }))).toEqual([
      `CIRCULAR ${file}:1 A`,
      `CIRCULAR ${file}:2 B`,
      `CIRCULAR ${file}:3 C`,
      `CIRCULAR ${file}:4 D`,
    ]);
  });
});
