import { envSource, fileSource, loadConfig } from '@kmscrypt/config';
import { encryptValue, generateLocalKey } from '@kmscrypt/core';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { useEndpoint } from '../core/use-endpoint.ts';
import { callAws, createSecret, putParameter } from '../support/aws-at.ts';
import { CANARY, secret } from '../support/canary.ts';
import { appFolder, runApp } from '../support/config-app.ts';
import { errorOf, problemsOf } from '../support/config-problems.ts';
import { folderWith } from '../support/folder-with.ts';
import { lacking } from '../support/lacking.ts';
import { localKeyEnv } from '../support/local-key-env.ts';
import { untyped } from '../support/untyped.ts';

const moto = inject('endpoint');
const KEY = generateLocalKey();
/** Opens to a canary. */
let token = '';
beforeAll(async () => {
  token = await encryptValue(secret(), { keyIds: ['local'], localKey: () => KEY });
});
beforeEach(() => useEndpoint('http://127.0.0.1:9', localKeyEnv(KEY)));

describe('references that cannot be read', () => {
  const MALFORMED: readonly string[] = [
    'secretsmanager::',
    'secretsmanager::#key',
    'secretsmanager::@AWSCURRENT',
    'secretsmanager::name#',
    'secretsmanager::name@',
    'secretsmanager::name#@AWSCURRENT',
    'secretsmanager::name#a#b',
    'secretsmanager::name@AWSCURRENT#key',
    'secretsmanager::name#a..b',
    'secretsmanager::name#a[',
    'secretsmanager::name#a[x]',
    'secretsmanager::name#/a~2',
    'secretsmanager::my name',
    'secretsmanager::name ',
    'secretsmanager::name\n',
    'secretsmanager::näme',
    'secretsmanager::na*me',
    'secretsmanager::name%4',
    'secretsmanager::name%ff',
    'secretsmanager::name%00',
    `secretsmanager::${'x'.repeat(513)}`,
    `secretsmanager::name@${'x'.repeat(257)}`,
    'secretsmanager::arn:aws:secretsmanager:us-east-1:1:secret:name',
    'secretsmanager::arn:aws:secretsmanager::123456789012:secret:name',
    'secretsmanager::arn:aws:ssm:us-east-1:123456789012:parameter/name',
    'secretsmanager::arn:aws:kms:us-east-1:123456789012:key/1',
    'ssm::',
    'ssm::/',
    'ssm::@1',
    'ssm::/a@',
    'ssm::/a/',
    'ssm:://a',
    'ssm::a/b',
    'ssm::/a b',
    'ssm::/a#key',
    'ssm::/a@0',
    'ssm::/a@1x',
    'ssm::/a@aws-label',
    'ssm::/a@label/x',
    'ssm::/a%4',
    'ssm::*',
    'ssm::/a*',
    'ssm::/*/a',
    'ssm::/a/**',
    'ssm::/a/*/b',
    'ssm::/a/*@1',
    'ssm::a/*',
    `ssm::/${'x'.repeat(2048)}`,
    'ssm::arn:aws:ssm:us-east-1:1:parameter/a',
    'ssm::arn:aws:ssm:us-east-1:123456789012:parameter',
    'ssm::arn:aws:secretsmanager:us-east-1:123456789012:secret:a',
    'vault::',
  ];

  it.each(MALFORMED)('%j', async (reference) => {
    const resolvers = { vault: { resolve: () => 'x' } };
    expect(await problemsOf(loadConfig({ a: { b: [reference] } }, { resolvers }))).toEqual([
      'REFERENCE_INVALID object a.b[0]',
    ]);
  });

  it('are told all at once, with their lines', async () => {
    const file = join(
      folderWith({ 'a.json': JSON.stringify([token, ...MALFORMED], undefined, 1) }),
      'a.json',
    );
    const resolvers = { vault: { resolve: () => 'x' } };
    expect(await problemsOf(loadConfig(file, { resolvers }))).toEqual(
      MALFORMED.map((_, index) => `REFERENCE_INVALID ${file}:${index + 3} [${index + 1}]`),
    );
  });
});

describe.skipIf(!moto)('references to what is not there', () => {
  const id = `bad/${randomUUID()}`;
  beforeAll(async () => {
    await createSecret(
      moto,
      id,
      JSON.stringify({ a: secret(), list: [secret()], text: secret(), none: null }),
    );
    await createSecret(moto, `${id}/text`, secret());
    await createSecret(moto, `${id}/almost`, `{"a": "${secret()}"`);
    await createSecret(moto, `${id}/binary`, Buffer.from(secret()));
    await createSecret(moto, `${id}/empty`, '{}');
    for (const [name, more] of [
      ['deleted', { ForceDeleteWithoutRecovery: true }],
      ['pending', { RecoveryWindowInDays: 7 }],
    ] as const) {
      await createSecret(moto, `${id}/${name}`, secret());
      await callAws(moto, ['secretsmanager', 'DeleteSecret'], { SecretId: `${id}/${name}`, ...more });
    }
    await putParameter(moto, `/${id}/p`, secret());
    await putParameter(moto, `/${id}/twofold/a`, secret());
    await putParameter(moto, `/${id}/twofold/a/b`, secret());
    await putParameter(moto, `/${id}/polluting/__proto__/polluted`, secret());
    await createSecret(
      moto,
      `${id}/polluting`,
      `{"__proto__": {"polluted": "${secret()}"}, "a": {"constructor": {"prototype": {"polluted": 1}}}}`,
    );
  });
  beforeEach(() => useEndpoint(moto, localKeyEnv(KEY)));

  const ROWS: readonly (readonly [name: string, reference: string, code: string])[] = [
    ['a missing secret', `secretsmanager::${id}/none`, 'SECRET_NOT_FOUND'],
    [
      'a missing secret, by ARN',
      'secretsmanager::arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf',
      'SECRET_NOT_FOUND',
    ],
    [
      'a missing secret of another region',
      'secretsmanager::arn:aws:secretsmanager:eu-west-1:123456789012:secret:none-AbCdEf',
      'SECRET_NOT_FOUND',
    ],
    ['a missing stage', `secretsmanager::${id}@NONE`, 'SECRET_NOT_FOUND'],
    ['no previous version', `secretsmanager::${id}@AWSPREVIOUS`, 'SECRET_NOT_FOUND'],
    ['a deleted secret', `secretsmanager::${id}/deleted`, 'SECRET_NOT_FOUND'],
    ['a secret that waits for its deletion', `secretsmanager::${id}/pending`, 'SECRET_UNUSABLE'],
    ['a binary secret', `secretsmanager::${id}/binary`, 'SECRET_NOT_TEXT'],
    ['a key of a binary secret', `secretsmanager::${id}/binary#a`, 'SECRET_NOT_TEXT'],
    ['a key of a text', `secretsmanager::${id}/text#a`, 'SECRET_NOT_JSON'],
    ['a key of what is almost JSON', `secretsmanager::${id}/almost#a`, 'SECRET_NOT_JSON'],
    ['a missing key', `secretsmanager::${id}#b`, 'SECRET_PATH_NOT_FOUND'],
    ['a missing key of an empty object', `secretsmanager::${id}/empty#b`, 'SECRET_PATH_NOT_FOUND'],
    ['a key of a text in JSON', `secretsmanager::${id}#a.b`, 'SECRET_PATH_NOT_FOUND'],
    ['a letter of a text', `secretsmanager::${id}#a[0]`, 'SECRET_PATH_NOT_FOUND'],
    ['the length of a text', `secretsmanager::${id}#a.length`, 'SECRET_PATH_NOT_FOUND'],
    ['a key of null', `secretsmanager::${id}#none.x`, 'SECRET_PATH_NOT_FOUND'],
    ['a missing item', `secretsmanager::${id}#list[1]`, 'SECRET_PATH_NOT_FOUND'],
    ['the place behind a list', `secretsmanager::${id}#list.-`, 'SECRET_PATH_NOT_FOUND'],
    ['what every object has', `secretsmanager::${id}#constructor`, 'SECRET_PATH_NOT_FOUND'],
    ['what every object has, below', `secretsmanager::${id}#list.length`, 'SECRET_PATH_NOT_FOUND'],
    ['the prototype', `secretsmanager::${id}#__proto__`, 'SECRET_PATH_NOT_FOUND'],
    ['JSON that would change all objects', `secretsmanager::${id}/polluting#.`, 'KEY_REFUSED'],
    ['a part of it', `secretsmanager::${id}/polluting#a`, 'KEY_REFUSED'],
    ['a missing parameter', `ssm::/${id}/none`, 'SECRET_NOT_FOUND'],
    ['a missing version', `ssm::/${id}/p@2`, 'SECRET_NOT_FOUND'],
    ['a missing label', `ssm::/${id}/p@live`, 'SECRET_NOT_FOUND'],
    ['an empty subtree', `ssm::/${id}/p/*`, 'SECRET_NOT_FOUND'],
    ['a subtree that is no object', `ssm::/${id}/twofold/*`, 'KEY_REFUSED'],
    ['a subtree that would change all objects', `ssm::/${id}/polluting/*`, 'KEY_REFUSED'],
  ];

  it.each(ROWS)('%s', async (_name, reference, code) => {
    const problems = await problemsOf(loadConfig({ good: token, db: { password: reference } }));
    expect([...new Set(problems)]).toEqual([`${code} object db.password`]);
    expect(untyped<Record<string, unknown>>({})['polluted']).toBeUndefined();
  });

  it('are told all at once, with their lines, also beside what is there', async () => {
    const lines = ROWS.flatMap(([, reference]) => [`- ${reference}`, `- ssm::/${id}/p`]);
    const file = join(folderWith({ 'a.yaml': `- ${token}\n${lines.join('\n')}\n` }), 'a.yaml');
    const told = await problemsOf(loadConfig(file));
    expect([...new Set(told)].toSorted()).toEqual(
      ROWS.map(([, , code], index) => `${code} ${file}:${2 + index * 2} [${1 + index * 2}]`).toSorted(),
    );
  });
});

describe('sources', () => {
  const deep = 100_000;
  const list = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghij'.split('').map((name, index) => {
      const before = 'abcdefghij'[index];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
    }),
  ].join('\n');

  it.each<[file: string, text: string | Uint8Array, ...problems: string[]]>([
    ['broken.json', `{"a": "${CANARY}",\n"b": ${CANARY}}`, 'FORMAT_NOT_PARSABLE FILE:2'],
    ['cut.json', `{"a": "${CANARY}"`, 'FORMAT_NOT_PARSABLE FILE:1'],
    ['broken.yaml', `a: ${CANARY}\nb: "${CANARY}\n`, 'FORMAT_NOT_PARSABLE FILE:3'],
    ['tabs.yaml', `a:\n\tb: ${CANARY}\n`, 'FORMAT_NOT_PARSABLE FILE:2'],
    ['twice.yaml', `a: ${CANARY}\na: ${CANARY}\n`, 'FORMAT_NOT_PARSABLE FILE:2'],
    ['alias.yaml', `a: *${CANARY}\n`, 'FORMAT_NOT_PARSABLE FILE:1'],
    ['circle.yaml', 'a: &a { b: *a }\n', 'CIRCULAR FILE:1 a.b'],
    ['circle-of-lists.yaml', '&a\n- x\n- *a\n', 'CIRCULAR FILE:3 [1]'],
    ['circle-of-merges.yaml', 'a: &a\n  <<: *a\n', 'FORMAT_NOT_PARSABLE FILE:1'],
    ['documents.yaml', `a: ${CANARY}\n---\nb: 1\n`, 'FORMAT_NOT_PARSABLE FILE:2'],
    ['bomb.yaml', bomb, 'FORMAT_NOT_PARSABLE FILE:1'],
    ['broken.toml', `a = "x"\nb = ${CANARY}\n`, 'FORMAT_NOT_PARSABLE FILE:2'],
    ['latin1.json', Buffer.from('{"a": "\xe9"}', 'latin1'), 'FORMAT_NOT_PARSABLE FILE'],
    ['utf16.json', Buffer.from('\ufeff{"a": 1}', 'utf16le'), 'FORMAT_NOT_PARSABLE FILE'],
    ['deep.json', list(deep), 'TOO_DEEP FILE:1 [0][0][0]'],
    ['deep.yaml', list(deep), 'FORMAT_NOT_PARSABLE FILE:1'],
    ['deep.toml', `a = ${list(deep)}`, 'FORMAT_NOT_PARSABLE FILE:1'],
    [
      'tables.toml',
      `[${Array.from({ length: 5_000 }, () => 'a').join('.')}]\nx = 1\n`,
      'TOO_DEEP FILE a.a.a',
    ],
    [
      'maps.yaml',
      Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'TOO_DEEP FILE:3 a.a.a',
    ],
    [
      'polluting.json',
      '{"__proto__": {"polluted": 1},\n"a": {"constructor": {"prototype": {"polluted": 1}}}}',
      'KEY_REFUSED FILE:1 __proto__',
      'KEY_REFUSED FILE:2 a.constructor.prototype',
    ],
    ['polluting.yaml', 'x: 1\n__proto__: { polluted: 1 }\n', 'KEY_REFUSED FILE:2 __proto__'],
    [
      'merging.yaml',
      'x: &x { __proto__: { polluted: 1 } }\ny: { <<: *x }\n',
      'KEY_REFUSED FILE:1 x.__proto__',
      'KEY_REFUSED FILE y.__proto__',
    ],
    ['polluting.toml', 'x = 1\n[__proto__]\npolluted = 1\n', 'KEY_REFUSED FILE:2 __proto__'],
    ['polluting.env', 'X=1\n__proto__=x\n', 'KEY_REFUSED FILE:2 __proto__'],
    ['polluting.properties', 'x=1\n__proto__=x\n', 'KEY_REFUSED FILE:2 __proto__'],
    ['key.json', '{\n"x": {"kmscrypt::AAAA": 1}}', 'KEY_REFUSED FILE:2 x'],
    ['a.conf', 'x', 'FORMAT_UNKNOWN FILE'],
    ['noname', 'x', 'FORMAT_UNKNOWN FILE'],
    ['a.tf', 'x = 1', 'FORMAT_UNKNOWN FILE'],
    ['a.pem', 'x', 'FORMAT_UNKNOWN FILE'],
  ])('%s', async (name, text, ...expected) => {
    const file = join(folderWith({}), name);
    writeFileSync(file, text);
    const problems = await problemsOf(loadConfig(file));
    expect(problems.map((each) => each.replace(file, 'FILE'))).toEqual(expected);
    expect(untyped<Record<string, unknown>>({})['polluted']).toBeUndefined();
  });

  it('of ini leave out what would change all objects', async () => {
    const file = join(folderWith({ 'a.ini': 'x=1\n[__proto__]\npolluted=1\n[a]\n__proto__=1\n' }), 'a.ini');
    expect(await loadConfig(file)).toEqual({ x: '1', a: {} });
    expect(untyped<Record<string, unknown>>({})['polluted']).toBeUndefined();
  });

  it('that cannot be read, all at once', async () => {
    const folder = folderWith({
      'a.yaml': 'a: 1',
      'b.json': '{',
      'c.yaml': 'a: kmscrypt::AB==\n__proto__: 1',
      'd.conf': '',
    });
    const at = (name: string): string => join(folder, name);
    const sources = [
      'a.yaml',
      'none.yaml',
      '',
      'b.json',
      'c.yaml',
      'd.conf',
      'a.yaml/b.yaml',
      'nul\0.yaml',
    ].map(at);
    expect(await problemsOf(loadConfig(sources))).toEqual([
      `SOURCE_UNREADABLE ${at('none.yaml')}`,
      `SOURCE_UNREADABLE ${at('')}`,
      `FORMAT_NOT_PARSABLE ${at('b.json')}:1`,
      `FORMAT_UNKNOWN ${at('d.conf')}`,
      `SOURCE_UNREADABLE ${at('a.yaml/b.yaml')}`,
      `SOURCE_UNREADABLE ${at('nul\0.yaml')}`,
      `KEY_REFUSED ${at('c.yaml')}:2 __proto__`,
    ]);
  });

  it.skipIf(process.getuid?.() === 0 && lacking('setpriv'))('that may not be read', async () => {
    const load =
      "import { loadConfig } from '@kmscrypt/config'; await loadConfig('a.yaml').catch(({ code }) => console.log(code));";
    const folder = appFolder({ 'a.yaml': 'a: 1', 'app.mjs': load });
    chmodSync(join(folder, 'a.yaml'), 0);
    for (const each of [folder, dirname(folder)]) chmodSync(each, 0o755);
    // To root everything is readable.
    const asNobody =
      process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    expect(await runApp(folder, ['app.mjs'], { through: asNobody })).toMatchObject({
      stdout: Buffer.from('SOURCE_UNREADABLE\n'),
      stderr: '',
      status: 0,
    });
  });

  it.each<[name: string, source: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list of lists', [['a.yaml']]],
    ['null in a list', [{ a: 1 }, null]],
    ['a class', new URLSearchParams('a=1')],
    ['a Map', new Map([['a', 1]])],
    ['a promise', Promise.resolve({})],
    ['a URL of the web', new URL('https://example.com/a.yaml')],
    ['a file without a path', fileSource(untyped(undefined))],
    ['a file of a format that is none', fileSource('a.yaml', untyped({ format: 'xml' }))],
    ['a file with an option that is none', fileSource('a.yaml', untyped({ formt: 'yaml' }))],
    ['a file with optional that is no boolean', fileSource('a.yaml', untyped({ optional: 'yes' }))],
    ['variables of a broken environment', envSource({ prefix: 'A', env: untyped('x') })],
  ])('that are none: %s', async (_name, source) => {
    expect(await problemsOf(loadConfig(untyped(source)))).toEqual(['INVALID_OPTION']);
  });

  it('that are objects with what no config has', async () => {
    const circle: Record<string, unknown> = { a: { b: token } };
    circle['self'] = { deep: [circle] };
    expect(await problemsOf(loadConfig(circle))).toEqual(['CIRCULAR object self.deep[0]']);
    const polluting: unknown = JSON.parse(
      `{"__proto__": {"polluted": "${CANARY}"}, "a": [{"__proto__": 1}]}`,
    );
    expect(await problemsOf(loadConfig(untyped(polluting)))).toEqual([
      'KEY_REFUSED object __proto__',
      'KEY_REFUSED object a[0].__proto__',
    ]);
    const nested = Array.from({ length: 100_000 }).reduce<Record<string, unknown>>(
      (inner) => ({ a: inner }),
      {},
    );
    expect(await problemsOf(loadConfig(nested))).toEqual(['TOO_DEEP object a.a.a']);
    expect(await problemsOf(loadConfig({ a: { [token]: 1 } }))).toEqual(['KEY_REFUSED object a']);
    expect(untyped<Record<string, unknown>>({})['polluted']).toBeUndefined();
  });
});

describe('a config of 5 MB', () => {
  const lines = 60_000;
  const filler = (index: number): string => `${'lorem ipsum dolor sit amet '.repeat(3)}${index}`;

  it.each<[format: string, text: (token: string) => string]>([
    [
      'json',
      (own) =>
        JSON.stringify({ items: Array.from({ length: lines }, (_, index) => filler(index)), last: own }),
    ],
    [
      'yaml',
      (own) =>
        `items:\n${Array.from({ length: lines }, (_, index) => `- ${filler(index)}\n`).join('')}last: ${own}\n`,
    ],
    [
      'toml',
      (own) =>
        `last = "${own}"\nitems = [\n${Array.from({ length: lines }, (_, index) => `  "${filler(index)}",\n`).join('')}]\n`,
    ],
    [
      'env',
      (own) =>
        `${Array.from({ length: lines }, (_, index) => `KEY_${index}="${filler(index)}"\n`).join('')}last=${own}\n`,
    ],
  ])('of %s is read, or told with its place, within seconds', async (format, text) => {
    const good = text(token);
    expect(good.length).toBeGreaterThan(5e6);
    const file = join(folderWith({}), `big.${format}`);
    writeFileSync(file, good);
    const began = performance.now();
    const config = await loadConfig(file);
    const read = performance.now() - began;
    expect(config['last']).toBe(secret());
    const values = config['items'] ?? config;
    expect(Object.values(untyped<object>(values))).toContain(filler(lines - 1));
    writeFileSync(file, text('kmscrypt::AB=='));
    const [problem] = await problemsOf(loadConfig(file));
    expect(problem).toMatch(/^INVALID_TOKEN .*:\d+ last$/u);
    expect(read).toBeLessThan(25_000);
  });
});

describe('options', () => {
  it.each<[name: string, options: unknown]>([
    ['an option that is none', { schemas: {} }],
    ['what every object has', JSON.parse('{"__proto__": {}}')],
    ['a schema that is none', { schema: { type: 'object' } }],
    ['a schema that is null', { schema: null }],
    ['secrets', { secrets: true }],
    ['interpolate', { interpolate: 'yes' }],
    ['encrypted as a text', { encrypted: 'db.password' }],
    ['encrypted with what is no path', { encrypted: ['a['] }],
    ['encrypted with a number', { encrypted: [1] }],
    ['encrypted with everything', { encrypted: ['.'] }],
    ['development', { development: 'false' }],
    ['region', { region: 1 }],
    ['an empty profile', { profile: '' }],
    ['roleArn', { roleArn: {} }],
    ['concurrency 0', { concurrency: 0 }],
    ['concurrency 1.5', { concurrency: 1.5 }],
    ['concurrency as a text', { concurrency: '8' }],
    ['deadline 0', { deadline: 0 }],
    ['deadline NaN', { deadline: NaN }],
    ['deadline Infinity', { deadline: Infinity }],
    ['deadline as a text', { deadline: '1000' }],
    ['startJitter -1', { startJitter: -1 }],
    ['signal', { signal: {} }],
    ['a resolver without its method', { resolvers: { vault: {} } }],
    ['a resolver that is a function', { resolvers: { vault: () => 'x' } }],
    ['a resolver of a scheme of ours', { resolvers: { ssm: { resolve: () => 'x' } } }],
    ['a resolver of a scheme that is none', { resolvers: { 'Vault 1': { resolve: () => 'x' } } }],
    ['resolvers', { resolvers: [] }],
    ['context', { context: { app: 1 } }],
    ['a context as a text', { context: 'app=shop' }],
    ['localKey', { localKey: 'key' }],
    ['env', { env: 'x' }],
    ['random', { random: 1 }],
    ['options as a text', 'x'],
    ['options as a list', [{}]],
  ])('that cannot be: %s', async (name, options) => {
    const loading = loadConfig({ a: 'ssm::/never/asked' }, untyped<object>(options));
    expect([name, ...(await problemsOf(loading))]).toEqual([name, 'INVALID_OPTION']);
  });

  it('that cannot be are told all at once', async () => {
    const { message } = await errorOf(loadConfig({}, untyped<object>({ a: 1, secrets: 'x', deadline: -1 })));
    for (const name of ['a is not', 'secrets is', 'deadline is']) expect(message).toContain(name);
  });
});

describe('schemas', () => {
  const source = () => ({ db: { password: token, port: `x${token}` }, [`plain ${CANARY}`]: 1 });

  it('that reject tell each path, and no value', async () => {
    const schema = z.object({
      db: z.object({ password: z.string().max(3), port: z.coerce.number(), host: z.string() }),
      [`plain ${CANARY}`]: z.number(),
    });
    const told = await problemsOf(loadConfig({ db: source().db, [`plain ${CANARY}`]: 1 }, { schema }));
    expect(told.toSorted()).toEqual([
      'SCHEMA_REJECTED object db.host',
      'SCHEMA_REJECTED object db.password',
      'SCHEMA_REJECTED object db.port',
    ]);
  });

  it('that throw tell no value', async () => {
    const schema = z.object({ db: z.any() }).transform((value) => {
      throw new Error(`no: ${JSON.stringify(value)}`);
    });
    const told = await problemsOf(loadConfig({ db: source().db }, { schema }));
    expect(told).toEqual(['SCHEMA_REJECTED']);
  });

  it('that never answer end with the deadline', async () => {
    const schema = z.any().refine(() => new Promise<boolean>(() => {}));
    const began = performance.now();
    expect(await problemsOf(loadConfig(source(), { schema, deadline: 200 }))).toEqual(['DEADLINE_EXCEEDED']);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('are not asked where the config has problems', async () => {
    let asked = 0;
    const schema = z.any().refine(() => (asked += 1) > 0);
    expect(await problemsOf(loadConfig({ a: 'kmscrypt::AB==' }, { schema }))).toEqual([
      'INVALID_TOKEN object a',
    ]);
    expect(asked).toBe(0);
  });
});

describe('resolvers', () => {
  const load = (resolve: (reference: string) => unknown, deadline = 5_000) =>
    loadConfig({ token, a: { b: 'vault::x' } }, { resolvers: { vault: { resolve } }, deadline });

  it.each<[name: string, resolve: () => unknown, code: string]>([
    [
      'throws',
      () => {
        throw new Error(`no: ${secret()}`);
      },
      'RESOLVER_FAILED',
    ],
    [
      'throws a text',
      () => {
        throw secret();
      },
      'RESOLVER_FAILED',
    ],
    [
      'throws nothing',
      () => {
        throw undefined;
      },
      'RESOLVER_FAILED',
    ],
    [
      'rejects with an error of ours',
      () => Promise.reject(Object.assign(new Error(secret()), { code: 'ABORTED' })),
      'RESOLVER_FAILED',
    ],
    ['answers with nothing', () => undefined, 'SECRET_NOT_FOUND'],
    ['answers later with nothing', () => Promise.resolve(undefined), 'SECRET_NOT_FOUND'],
    [
      'answers with a circle',
      () => {
        const circle: unknown[] = [];
        circle.push({ circle });
        return circle;
      },
      'CIRCULAR',
    ],
    [
      'answers with what would change all objects',
      () => JSON.parse(`{"a": {"__proto__": {"polluted": "${secret()}"}}}`),
      'KEY_REFUSED',
    ],
    [
      'answers with 100,000 levels',
      () => Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], []),
      'TOO_DEEP',
    ],
  ])('that %s', async (_name, resolve, code) => {
    expect(await problemsOf(load(resolve))).toEqual([`${code} object a.b`]);
    expect(untyped<Record<string, unknown>>({})['polluted']).toBeUndefined();
  });

  it('that never answers ends with the deadline', async () => {
    const began = performance.now();
    expect(await problemsOf(load(() => new Promise(() => {}), 200))).toEqual([
      'DEADLINE_EXCEEDED object a.b',
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('that has problems keeps no other from being told', async () => {
    const resolvers = {
      vault: { resolve: () => Promise.reject(new Error('no')) },
      k8s: { resolve: () => delay(50) },
    };
    const source = {
      v: ['vault::1', 'vault::2'],
      k: 'k8s::1',
      t: 'kmscrypt::AB==',
      r: 'ssm::',
      m: '${NONE}',
      p: 'x',
      ok: token,
    };
    const told = await problemsOf(loadConfig(source, { resolvers, interpolate: true, encrypted: ['p'] }));
    expect(told.toSorted()).toEqual([
      'INVALID_TOKEN object t',
      'REFERENCE_INVALID object r',
      'RESOLVER_FAILED object v[0]',
      'RESOLVER_FAILED object v[1]',
      'SECRET_IN_PLAINTEXT object p',
      'SECRET_NOT_FOUND object k',
      'VARIABLE_MISSING object m',
    ]);
  });
});

it('a folder is no file', async () => {
  const folder = folderWith({});
  mkdirSync(join(folder, 'a.yaml'));
  expect(await problemsOf(loadConfig(join(folder, 'a.yaml')))).toEqual([
    `SOURCE_UNREADABLE ${join(folder, 'a.yaml')}`,
  ]);
});
