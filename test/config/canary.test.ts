import { encryptItems, encryptValue, generateLocalKey } from '@kmscrypt/core';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { useEndpoint } from '../core/use-endpoint.ts';
import { createSecret, putParameter } from '../support/aws-at.ts';
import { CANARY, HARD, tracesIn } from '../support/canary.ts';
import { appFolder, type AppOptions, runApp } from '../support/config-app.ts';
import { awsError, type Fault, faultKms } from '../support/fault-kms.ts';
import { awsEnv, createKey } from '../support/kms-at.ts';

// Promise 5: no plaintext in a log or an error. Every secret here is a canary, and every way out is looked at.

const moto = inject('endpoint');
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
  const pairsOf = (pairs: Readonly<Record<string, string>>) => encryptItems([{ plaintext: SECRET, pairs }], local);
  const [[number], [bound], [typed]] = await Promise.all([
    encryptItems([{ plaintext: NUMBER, pairs: { 'kmscrypt-type': 'number' } }], local),
    pairsOf({ 'kmscrypt-file': 'elsewhere.yaml' }),
    pairsOf({ 'kmscrypt-type': 'number' }),
  ]);
  await Promise.all([
    createSecret(moto, `${id}/text`, SECRET),
    createSecret(moto, `${id}/json`, JSON.stringify({ a: SECRET, b: { c: SECRET } })),
    createSecret(moto, `${id}/almost`, `{"a": ${JSON.stringify(SECRET)},`),
    createSecret(moto, `${id}/unquoted`, SECRET),
    createSecret(moto, `${id}/binary`, Buffer.from(SECRET)),
    createSecret(moto, `${id}/polluting`, `{"__proto__": {"a": ${JSON.stringify(SECRET)}}}`),
    putParameter(moto, `/${id}/p`, SECRET),
    putParameter(moto, `/${id}/tree/a`, SECRET),
    putParameter(moto, `/${id}/tree/a/b`, SECRET),
  ]);
  return {
    TOKEN: await encryptValue(SECRET, local),
    BLOB: await encryptValue(SECRET, { keyIds: [await createKey(moto)] }),
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

const GOOD = "token: 'a TOKEN b', blob: 'BLOB', number: 'NUMBER', text: 'TEXT', key: 'JSON_#b.c', all: 'JSON_#.', parameter: 'PARAMETER'";

async function runFailing({ app, fault }: Pick<Failing, 'app' | 'fault'>, options: AppOptions & { readonly args?: readonly string[] } = {}) {
  useEndpoint(moto);
  made ??= makeSecrets();
  let text = SHOWING + app.replaceAll('GOOD', GOOD);
  for (const [name, value] of Object.entries(await made)) text = text.replaceAll(new RegExp(`\\b${name}(?=\\b|_|#)`, 'gu'), value);
  const folder = appFolder({ 'app.mjs': text });
  const env = { KMSCRYPT_LOCAL_KEY: KEY.material.toString('base64'), NO_COLOR: '1', HOME: folder, TMPDIR: folder };
  using aws = fault === undefined ? undefined : await faultKms(fault, moto);
  const outcome = await runApp(folder, [...(options.args ?? []), 'app.mjs'], {
    ...options,
    env: { ...awsEnv(aws?.endpoint ?? moto), ...env, ...options.env },
  });
  return { ...outcome, stdout: String(outcome.stdout), files: readdirSync(folder).toSorted() };
}

const zod = "import { z } from 'ZOD'; await loadConfig({ GOOD }, { schema: z.object(".replace('ZOD', import.meta.resolve('zod'));
const FAILING: readonly Failing[] = [
  { name: 'a secret that is missing', code: 'SECRET_NOT_FOUND', app: "await loadConfig({ GOOD, missing: 'secretsmanager::none', none: 'ssm::/none' })" },
  { name: 'a token that was moved', code: 'TOKEN_MISPLACED', app: "import { writeFileSync } from 'node:fs'; await loadConfig({ GOOD, bound: 'BOUND', y: 'kmscrypt::AB==' })" },
  { name: 'a token of another type', code: 'FORMAT_NOT_PARSABLE', app: "await loadConfig({ GOOD, typed: 'TYPED' })" },
  { name: 'a secret that is no JSON', code: 'SECRET_NOT_JSON', app: "await loadConfig({ GOOD, a: 'TEXT#a', b: 'ALMOST#a' })" },
  { name: 'a path that is not there', code: 'SECRET_PATH_NOT_FOUND', app: "await loadConfig({ GOOD, a: 'JSON_#a.b', c: 'JSON_#x' })" },
  { name: 'a binary secret', code: 'SECRET_NOT_TEXT', app: "await loadConfig({ GOOD, a: 'BINARY' })" },
  { name: 'a secret that would change all objects', code: 'KEY_REFUSED', app: "await loadConfig({ GOOD, a: 'POLLUTING#.' })" },
  { name: 'a subtree that is no object', code: 'KEY_REFUSED', app: "await loadConfig({ GOOD, a: 'TREE' })" },
  { name: 'plaintext where a secret belongs', code: 'SECRET_IN_PLAINTEXT', app: `await loadConfig({ GOOD, a: ${JSON.stringify(SECRET)}, n: ${NUMBER} }, { encrypted: ['a', 'n'] })` },
  { name: 'a variable in plaintext', code: 'VARIABLE_MISSING', app: `await loadConfig({ GOOD, a: ${JSON.stringify(`${SECRET}\${NONE}`)} }, { interpolate: true })` },
  { name: 'a source that cannot be parsed', code: 'FORMAT_NOT_PARSABLE', app: `import { writeFileSync } from 'node:fs'; writeFileSync('a.json', ${JSON.stringify(`{"a": ${JSON.stringify(SECRET)}, b: ${CANARY}`)}); writeFileSync('b.yaml', ${JSON.stringify(`a: ${JSON.stringify(SECRET)}\nb: {\nc: ${CANARY}`)}); await loadConfig(['a.json', 'b.yaml', { GOOD }]).finally(() => { for (const name of ['a.json', 'b.yaml']) unlinkSync(name); }); import { unlinkSync } from 'node:fs';` },
  { name: 'zod', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.literal('x'), blob: z.email(), number: z.number().max(1), text: z.enum(['a']), key: z.string().max(2), all: z.strictObject({ z: z.string() }), parameter: z.coerce.number() }) })` },
  { name: 'zod with messages that quote', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.string().refine(() => false, { error: (issue) => 'not ' + issue.input }), all: z.any().superRefine((value, c) => c.addIssue({ code: 'custom', message: JSON.stringify(value), path: [value.a] })) }) })` },
  { name: 'zod that throws', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.string().transform((value) => { throw Object.assign(new Error(value, { cause: value }), { value }); }) }) })` },
  { name: 'zod that throws a text', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.string().transform((value) => { throw value; }) }) })` },
  { name: 'valibot', code: 'SCHEMA_REJECTED', app: `import * as v from '${import.meta.resolve('valibot')}'; await loadConfig({ GOOD }, { schema: v.strictObject({ token: v.number(), blob: v.picklist(['a']), number: v.string(), text: v.pipe(v.string(), v.email()), key: v.literal('x'), all: v.strictObject({ a: v.number() }) }) })` },
  { name: 'arktype', code: 'SCHEMA_REJECTED', app: `import { type } from '${import.meta.resolve('arktype')}'; await loadConfig({ GOOD }, { schema: type({ token: 'number', blob: "'a' | 'b'", number: 'number < 3', text: 'string.email', key: 'string < 3', all: { a: 'number' }, parameter: /^x/ }) })` },
  { name: 'wrapped, and a schema that rejects', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.number(), number: z.string() }), secrets: 'wrap' })` },
  { name: 'a resolver that quotes what else was read', code: 'RESOLVER_FAILED', app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => { throw new Error('no: ' + ${JSON.stringify(SECRET)} + ' ' + encodeURIComponent(${JSON.stringify(SECRET)})) } } } })` },
  { name: 'a resolver that throws a text', code: 'RESOLVER_FAILED', app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => { throw ${JSON.stringify(SECRET)} } } } })` },
  { name: 'a resolver that throws with more in its error', code: 'RESOLVER_FAILED', app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: async () => { throw Object.assign(new Error('no', { cause: ${JSON.stringify(SECRET)} }), { body: ${JSON.stringify(SECRET)} }) } } } })` },
  { name: 'a resolver whose answer cannot be used', code: 'KEY_REFUSED', app: `await loadConfig({ GOOD, v: 'vault::x' }, { resolvers: { vault: { resolve: () => JSON.parse(${JSON.stringify(`{"__proto__": [${JSON.stringify(SECRET)}]}`)}) } } })` },
  { name: 'an AWS that denies some', code: 'ACCESS_DENIED', app: 'await loadConfig({ GOOD })', fault: (_, operation) => (operation === 'Decrypt' ? awsError(400, 'AccessDeniedException') : 'pass') },
  { name: 'an AWS that hangs for some', code: 'DEADLINE_EXCEEDED', app: 'await loadConfig({ GOOD }, { deadline: 400 })', fault: (_, operation) => (operation.startsWith('AmazonSSM') ? 'hang' : 'pass') },
  { name: 'answers that are cut short', code: 'AWS_FAILED', app: 'await loadConfig({ GOOD }, { random: () => 0 })', fault: () => ({ change: (body) => body.slice(0, -3) }) },
  { name: 'answers that are no JSON', code: 'AWS_FAILED', app: 'await loadConfig({ GOOD }, { random: () => 0 })', fault: () => ({ change: (body) => `${body}!` }) },
  { name: 'credentials that end meanwhile', code: 'CREDENTIALS_EXPIRED', app: 'await loadConfig({ GOOD })', fault: (call) => (call > 2 ? awsError(400, 'ExpiredTokenException') : 'pass') },
  { name: 'the end by the caller', code: 'ABORTED', app: `await loadConfig({ GOOD, v: 'vault::x' }, { signal: AbortSignal.timeout(400), resolvers: { vault: { resolve: () => new Promise(() => {}) } } })` },
  { name: 'an app that fails with the config in its error', code: 'SCHEMA_REJECTED', app: `${zod}{ token: z.number() }) }).catch((error) => { throw new Error('cannot start', { cause: error }); })` },
];

describe.skipIf(!moto)('canaries in a load that fails', () => {
  it.each(FAILING)('$name', async ({ code, ...failing }) => {
    const { stdout, stderr, status, files } = await runFailing(failing);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(code);
    expect(tracesOf(stderr)).toEqual([]);
    expect(files).toEqual(['app.mjs', 'node_modules']);
  });
});
