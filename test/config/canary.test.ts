import { encryptItems, encryptValue, generateLocalKey } from '@kmscrypt/core';
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { CANARY, HARD, tracesIn } from '../support/canary.ts';
import { appFolder, type AppOptions, runApp } from '../support/config-app.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv, callKms, createKey } from '../support/kms-at.ts';
import { localKeyEnv } from '../support/local-key-env.ts';
import { makeFolder } from '../support/temporary-folder.ts';

// Promise 5: no plaintext in a log or an error. Every secret here is a canary, and every way out is looked at.

const moto = inject('endpoint');
const folders = makeFolder();
afterAll(() => rmSync(folders, { recursive: true, force: true }));
const KEY = generateLocalKey();
const SECRET = `${CANARY}${HARD}`;
/** 15 digits that are nowhere by chance. */
const NUMBER = String(Math.floor(1e14 + Math.random() * 8e14));
const id = `canary/${randomUUID()}`;
const tracesOf = (text: string): string[] => [...tracesIn(text), ...(text.includes(NUMBER) ? [NUMBER] : [])];

/** What apps do with an error, and more: all of it goes to stderr. */
const SHOWING = `
import { inspect } from 'node:util';
import * as kmscrypt from '@kmscrypt/config';
const json = (...args) => {
  try {
    return JSON.stringify(...args);
  } catch (error) {
    return String(error);
  }
};
const show = (error, seen = new Set()) => {
  if (typeof error !== 'object' || error === null || seen.has(error)) return;
  seen.add(error);
  console.error(error, String(error), error.stack, error.message, error.reason);
  console.error(inspect(error, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity }));
  console.error(json(error), json(error, Object.getOwnPropertyNames(error)));
  console.error('%s %j %o %O', error, error, error, error);
  for (const each of [error.cause, ...(error.errors ?? [])]) show(each, seen);
};
process.on('warning', (warning) => show(warning));
process.on('uncaughtExceptionMonitor', (error) => show(error));
process.on('unhandledRejection', (error) => { throw error; });
const { loadConfig, envSource, fileSource } = kmscrypt;
`;

interface Failing {
  readonly name: string;
  /** Of the error; of one of its errors. */
  readonly code: string;
  /** The app, in which `loadConfig` is at hand. */
  readonly app: string;
  readonly fault?: (call: number, operation: string) => Fault;
}

let made: Promise<Readonly<Record<string, string>>> | undefined;
/** Names in the apps' texts, and what they stand for. */
async function makeSecrets(): Promise<Readonly<Record<string, string>>> {
  const local = { keyIds: ['local'], localKey: () => KEY };
  const pairsOf = (pairs: Readonly<Record<string, string>>) =>
    encryptItems([{ plaintext: SECRET, pairs }], local);
  const [[number], [bound], [typed]] = await Promise.all([
    encryptItems([{ plaintext: NUMBER, pairs: { 'kmscrypt-type': 'number' } }], local),
    pairsOf({ 'kmscrypt-path': '/elsewhere' }),
    pairsOf({ 'kmscrypt-type': 'number' }),
  ]);
  await Promise.all([
    createSecret(moto, `${id}/text`, SECRET),
    createSecret(moto, `${id}/json`, JSON.stringify({ a: SECRET, b: { c: SECRET } })),
    createSecret(moto, `${id}/almost`, `{"a": ${JSON.stringify(SECRET)},`),
    createSecret(moto, `${id}/binary`, Buffer.from(SECRET)),
    createSecret(moto, `${id}/polluting`, `{"__proto__": {"a": ${JSON.stringify(SECRET)}}}`),
    putParameter(moto, `/${id}/p`, SECRET),
    putParameter(moto, `/${id}/tree/a`, SECRET),
    putParameter(moto, `/${id}/tree/a/b`, SECRET),
  ]);
  const { CiphertextBlob: ciphertext } = await callKms(moto, 'Encrypt', {
    KeyId: await createKey(moto),
    Plaintext: Buffer.from(SECRET).toString('base64'),
  });
  return {
    TOKEN: await encryptValue(SECRET, local),
    BLOB: `kmscrypt::${String(ciphertext)}`,
    NUMBER: number ?? '',
    BOUND: bound ?? '',
    TYPED: typed ?? '',
    TEXT: `secretsmanager::${id}/text`,
    JSON_: `secretsmanager::${id}/json`,
    ALMOST: `secretsmanager::${id}/almost`,
    BINARY: `secretsmanager::${id}/binary`,
    POLLUTING: `secretsmanager::${id}/polluting`,
    PARAMETER: `ssm::/${id}/p`,
    TREE: `ssm::/${id}/tree/*`,
  };
}

const GOOD =
  "token: 'a TOKEN b', blob: 'BLOB', number: 'NUMBER', text: 'TEXT', key: 'JSON_#b.c', all: 'JSON_#.', parameter: 'PARAMETER'";

async function runFailing(
  { app, fault }: Pick<Failing, 'app' | 'fault'>,
  options: AppOptions & { readonly args?: readonly string[] } = {},
) {
  made ??= makeSecrets();
  let text = SHOWING + app.replaceAll('GOOD', GOOD);
  for (const [name, value] of Object.entries(await made))
    text = text.replaceAll(new RegExp(`\\b${name}(?=\\b|_|#)`, 'gu'), value);
  const folder = appFolder({ 'app.mjs': text }, folders);
  const env = {
    ...localKeyEnv(KEY),
    NO_COLOR: '1',
    HOME: folder,
    TMPDIR: folder,
  };
  using aws = fault === undefined ? undefined : await faultKms(fault, moto);
  const outcome = await runApp(folder, [...(options.args ?? []), 'app.mjs'], {
    ...options,
    env: { ...awsEnv(aws?.endpoint ?? moto), ...env, ...options.env },
  });
  return { ...outcome, stdout: String(outcome.stdout), files: readdirSync(folder).toSorted() };
}

const zod = "import { z } from 'ZOD'; await loadConfig({ GOOD }, { schema: z.object(".replace(
  'ZOD',
  import.meta.resolve('zod'),
);
const FAILING: readonly Failing[] = [
  {
    name: 'a secret that is missing',
    code: 'SECRET_NOT_FOUND',
    app: "await loadConfig({ GOOD, missing: 'secretsmanager::none', none: 'ssm::/none' })",
  },
  {
    name: 'a token that was moved',
    code: 'TOKEN_MISPLACED',
    app: "await loadConfig({ GOOD, bound: 'BOUND', damaged: 'kmscrypt::AB==' })",
  },
  {
    name: 'a token of another type',
    code: 'FORMAT_NOT_PARSABLE',
    app: "await loadConfig({ GOOD, typed: 'TYPED' })",
  },
  {
    name: 'a secret that is no JSON',
    code: 'SECRET_NOT_JSON',
    app: "await loadConfig({ GOOD, a: 'TEXT#a', b: 'ALMOST#a' })",
  },
  {
    name: 'a path that is not there',
    code: 'SECRET_PATH_NOT_FOUND',
    app: "await loadConfig({ GOOD, a: 'JSON_#a.b', c: 'JSON_#x' })",
  },
  { name: 'a binary secret', code: 'SECRET_NOT_TEXT', app: "await loadConfig({ GOOD, a: 'BINARY' })" },
  {
    name: 'a secret that would change all objects',
    code: 'KEY_REFUSED',
    app: "await loadConfig({ GOOD, a: 'POLLUTING#.' })",
  },
  { name: 'a subtree that is no object', code: 'KEY_REFUSED', app: "await loadConfig({ GOOD, a: 'TREE' })" },
  {
    name: 'plaintext where a secret belongs',
    code: 'SECRET_IN_PLAINTEXT',
    app: `await loadConfig({ GOOD, a: ${JSON.stringify(SECRET)}, n: ${NUMBER} }, { encrypted: ['a', 'n'] })`,
  },
  {
    name: 'a variable in plaintext',
    code: 'VARIABLE_MISSING',
    app: `await loadConfig({ GOOD, a: ${JSON.stringify(`${SECRET}\${NONE}`)} }, { interpolate: true })`,
  },
  {
    name: 'a source that cannot be parsed',
    code: 'FORMAT_NOT_PARSABLE',
    app: `import { writeFileSync } from 'node:fs'; writeFileSync('a.json', ${JSON.stringify(`{"a": ${JSON.stringify(SECRET)}, b: ${CANARY}`)}); writeFileSync('b.yaml', ${JSON.stringify(`a: ${JSON.stringify(SECRET)}\nb: {\nc: ${CANARY}`)}); await loadConfig(['a.json', 'b.yaml', { GOOD }]).finally(() => { for (const name of ['a.json', 'b.yaml']) unlinkSync(name); }); import { unlinkSync } from 'node:fs';`,
  },
  {
    name: 'zod',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.literal('x'), blob: z.email(), number: z.number().max(1), text: z.enum(['a']), key: z.string().max(2), all: z.strictObject({ z: z.string() }), parameter: z.coerce.number() }) })`,
  },
  {
    name: 'zod with messages that quote',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.string().refine(() => false, { error: (issue) => 'not ' + issue.input }), all: z.any().superRefine((value, c) => c.addIssue({ code: 'custom', message: JSON.stringify(value), path: [value.a] })) }) })`,
  },
  {
    name: 'zod that throws',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.string().transform((value) => { throw Object.assign(new Error(value, { cause: value }), { value }); }) }) })`,
  },
  {
    name: 'zod that throws a text',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.string().transform((value) => { throw value; }) }) })`,
  },
  {
    name: 'valibot',
    code: 'SCHEMA_REJECTED',
    app: `import * as v from '${import.meta.resolve('valibot')}'; await loadConfig({ GOOD }, { schema: v.strictObject({ token: v.number(), blob: v.picklist(['a']), number: v.string(), text: v.pipe(v.string(), v.email()), key: v.literal('x'), all: v.strictObject({ a: v.number() }) }) })`,
  },
  {
    name: 'arktype',
    code: 'SCHEMA_REJECTED',
    app: `import { type } from '${import.meta.resolve('arktype')}'; await loadConfig({ GOOD }, { schema: type({ token: 'number', blob: "'a' | 'b'", number: 'number < 3', text: 'string.email', key: 'string < 3', all: { a: 'number' }, parameter: /^x/ }) })`,
  },
  {
    name: 'wrapped, and a schema that rejects',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.number(), number: z.string() }), secrets: 'wrap' })`,
  },
  {
    name: 'a resolver that quotes what else was read',
    code: 'RESOLVER_FAILED',
    app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => { throw new Error('no: ' + ${JSON.stringify(SECRET)} + ' ' + encodeURIComponent(${JSON.stringify(SECRET)})) } } } })`,
  },
  {
    name: 'a resolver that throws a text',
    code: 'RESOLVER_FAILED',
    app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => { throw ${JSON.stringify(SECRET)} } } } })`,
  },
  {
    name: 'a resolver that throws with more in its error',
    code: 'RESOLVER_FAILED',
    app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: async () => { throw Object.assign(new Error('no', { cause: ${JSON.stringify(SECRET)} }), { body: ${JSON.stringify(SECRET)} }) } } } })`,
  },
  {
    name: 'a resolver whose answer cannot be used',
    code: 'KEY_REFUSED',
    app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => JSON.parse(${JSON.stringify(`{"__proto__": [${JSON.stringify(SECRET)}]}`)}) } } })`,
  },
  {
    name: 'an AWS that denies some',
    code: 'ACCESS_DENIED',
    app: 'await loadConfig({ GOOD })',
    fault: (_, operation) => (operation === 'Decrypt' ? awsError(400, 'AccessDeniedException') : 'pass'),
  },
  {
    name: 'an AWS that hangs for some',
    code: 'DEADLINE_EXCEEDED',
    app: 'await loadConfig({ GOOD }, { deadline: 400 })',
    fault: (_, operation) => (operation.startsWith('AmazonSSM') ? 'hang' : 'pass'),
  },
  {
    name: 'answers that are cut short',
    code: 'AWS_FAILED',
    app: 'await loadConfig({ GOOD }, { random: () => 0 })',
    fault: () => ({ change: (body) => body.slice(0, -3) }),
  },
  {
    name: 'answers that are no JSON',
    code: 'AWS_FAILED',
    app: 'await loadConfig({ GOOD }, { random: () => 0 })',
    fault: () => ({ change: (body) => `${body}!` }),
  },
  {
    name: 'credentials that end meanwhile',
    code: 'CREDENTIALS_EXPIRED',
    app: 'await loadConfig({ GOOD })',
    fault: (call) => (call > 2 ? awsError(400, 'ExpiredTokenException') : 'pass'),
  },
  {
    name: 'the end by the caller',
    code: 'ABORTED',
    app: `await loadConfig({ GOOD, v: 'vault::x' }, { signal: AbortSignal.timeout(400), resolvers: { vault: { resolve: () => new Promise(() => {}) } } })`,
  },
  {
    name: 'an app that fails with the config in its error',
    code: 'SCHEMA_REJECTED',
    app: `${zod}{ token: z.number() }) }).catch((error) => { throw new Error('cannot start', { cause: error }); })`,
  },
];

describe.skipIf(!moto).concurrent('canaries in a load that fails', () => {
  it.each(FAILING)('$name', async ({ code, ...failing }) => {
    const { stdout, stderr, status, files } = await runFailing(failing);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(code);
    expect(tracesOf(stderr)).toEqual([]);
    expect(files).toEqual(['app.mjs', 'node_modules']);
  });
});

/** Ways in which an app shows a value, each on a line of its own. */
const WAYS = [
  'inspect(value)',
  'inspect(value, { depth: Infinity, showHidden: true, getters: true, showProxy: true, compact: false })',
  "format('%s %o %O %j', value, value, value, value)",
  'JSON.stringify(value)',
  'JSON.stringify(JSON.stringify(value))',
  'JSON.stringify(structuredClone(JSON.parse(JSON.stringify(value))))',
  "Buffer.from(JSON.stringify(value)).toString('base64')",
  "Object.entries(value).map(([key, each]) => `${key}=${each}`).join('&')",
  "Object.values(value).map((each) => encodeURIComponent(each) + '' + each).join()",
  "Object.values(value).map((each) => each + '').concat(Object.values(value)).join()",
  'new URLSearchParams(Object.entries(value)).toString()',
  "inspect(new Error('cannot start', { cause: value }), { depth: Infinity })",
  "inspect(Object.assign(new Error('cannot start'), { config: value }), { depth: Infinity })",
  '(() => { try { assert.deepStrictEqual(value, {}); } catch (error) { return inspect(error) + error.message; } })()',
  "(() => { try { assert.strictEqual(value.token, 'x'); } catch (error) { return inspect(error) + error.message; } })()",
  'inspect(new Map([[value, new Set([value])]]), { depth: Infinity, showHidden: true })',
  'Object.values(value).flatMap((each) => [each, ...Reflect.ownKeys(Object(each)).map((key) => each[key])].map((part) => inspect(part))).join()',
] as const;
const SHOW_ALL = `
import { strict as assert } from 'node:assert';
import { format } from 'node:util';
const ways = [${WAYS.map((way) => `(value) => ${way}`).join(',\n')}];
const shown = (value) => ways.map((way) => way(value));
`;

describe.skipIf(!moto).concurrent('canaries in a load that succeeds', () => {
  it('are found in a plain config, whichever way it is shown', async () => {
    const app = `${SHOW_ALL}
      const config = await loadConfig({ token: 'TOKEN', number: 'NUMBER', key: 'JSON_#b.c' });
      console.log(JSON.stringify(shown(config)));`;
    const { stdout, stderr, status } = await runFailing({ app });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const shown = JSON.parse(stdout) as string[];
    expect(shown).toHaveLength(WAYS.length);
    // Else the tests above and below would prove nothing.
    for (const [index, way] of WAYS.entries())
      expect([way, tracesOf(shown[index] ?? '').length > 0]).toEqual([way, true]);
  });

  it.each([
    ['without a schema', '{ secrets: "wrap" }'],
    [
      'with a schema',
      `{ secrets: 'wrap', schema: (await import('${import.meta.resolve('zod')}')).z.looseObject({ token: (await import('${import.meta.resolve('zod')}')).z.string() }) }`,
    ],
  ])('are not found in a wrapped one: %s', async (_name, options) => {
    const app = `${SHOW_ALL}
      const config = await loadConfig({ GOOD, tree: { below: [{ it: 'TOKEN' }] }, host: 'db' }, ${options});
      for (const line of shown(config)) console.log(line);
      console.dir(config, { depth: Infinity, showHidden: true });
      console.table(Object.entries(config));
      console.table([config]);
      console.error(config.host, config.token.reveal().length, typeof config.number.reveal(), config.tree.below[0].it.reveal() === config.text.reveal());
      console.error(kmscrypt.isSecret(config.all.a ?? config.all));`;
    const { stdout, stderr, status, files } = await runFailing({ app });
    expect({ stderr, status, files }).toEqual({
      stderr: `db ${SECRET.length + 4} number true\ntrue\n`,
      status: 0,
      files: ['app.mjs', 'node_modules'],
    });
    expect(stdout).toContain('[redacted]');
    expect(tracesOf(stdout)).toEqual([]);
  });

  it('are taken out of logs by redact', async () => {
    const app = `${SHOW_ALL}
      const config = await loadConfig({ GOOD, tree: { below: [{ it: 'TOKEN' }] }, host: 'db' });
      for (const line of shown(config)) console.log(kmscrypt.redact(line));`;
    const { stdout, stderr, status } = await runFailing({ app });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain('[redacted]');
    expect(tracesOf(stdout)).toEqual([]);
  });
});
