import { inspect } from 'node:util';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as zm from 'zod/mini';
import { z as z3 } from 'zod/v3';
import { ConfigError } from '../../src/error.ts';
import { validate } from '../../src/schema/validate.ts';

const CANARY = 'Canary "b1946"\n\tac9';
const INPUT = { db: { password: CANARY, port: '5432', pin: 123 }, name: 'app' };
const SECRETS = {
  paths: [
    ['db', 'password'],
    ['db', 'port'],
    ['db', 'pin'],
  ],
  plaintexts: [CANARY, '5432', '123'],
};

async function rejection(schema: unknown, input: unknown = INPUT, secrets = SECRETS): Promise<ConfigError> {
  const error: unknown = await validate(schema, input, secrets).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConfigError) return error;
  throw new Error(`not a ConfigError: ${inspect(error)}`);
}

/** Everything that an error shows. */
function shownOf(error: ConfigError): string {
  return [
    error.message,
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: Infinity, showHidden: true }),
  ].join('\n');
}

describe('the output is what the schema makes', () => {
  it.each([
    ['zod', z.object({ name: z.string().transform((name) => name.length) })],
    ['zod, asynchronously', z.object({ name: z.string().transform(async (name) => name.length) })],
    [
      'zod/mini',
      zm.object({
        name: zm.pipe(
          zm.string(),
          zm.transform((name) => name.length),
        ),
      }),
    ],
    ['zod 3', z3.object({ name: z3.string().transform((name) => name.length) })],
    [
      'valibot',
      v.object({
        name: v.pipe(
          v.string(),
          v.transform((name) => name.length),
        ),
      }),
    ],
    [
      'valibot, asynchronously',
      v.objectAsync({
        name: v.pipeAsync(
          v.string(),
          v.transformAsync(async (name) => name.length),
        ),
      }),
    ],
    ['arktype', type({ '+': 'delete', name: type('string').pipe((name) => name.length) })],
  ])('%s', async (_name, schema) => {
    expect(await validate(schema, { name: 'app' }, { paths: [], plaintexts: [] })).toEqual({ name: 3 });
  });
});

describe('a schema that answers with no issues', () => {
  const answering = (result: unknown): unknown => ({
    '~standard': { version: 1, vendor: 'own', validate: () => result },
  });

  it('has passed where there is a value', async () => {
    expect(await validate(answering({ issues: [], value: 7 }), INPUT, SECRETS)).toBe(7);
  });

  it('rejects where there is none', async () => {
    const { code, reason } = await rejection(answering({ issues: [] }));
    expect([code, reason]).toEqual(['SCHEMA_REJECTED', 'the schema rejects the config and does not say why']);
  });
});

describe('of a secret only what was expected is told', () => {
  const db = <T>(password: T): { db: T } => ({ db: password });
  it.each([
    [
      'zod, type',
      z.object({ db: z.object({ password: z.number() }) }),
      'db.password: the schema rejects it: expected number',
    ],
    [
      'zod, limit',
      z.object({ db: z.object({ password: z.string().min(90) }) }),
      'db.password: the schema rejects it: too_small, minimum 90',
    ],
    [
      'zod, format',
      z.object({ db: z.object({ password: z.url() }) }),
      'db.password: the schema rejects it: invalid_format, format url',
    ],
    [
      'zod, message',
      z.object({
        db: z.object({
          password: z.string().refine(() => false, { error: ({ input }) => `bad: ${String(input)}` }),
        }),
      }),
      'db.password: the schema rejects it: custom',
    ],
    [
      'zod/mini, type',
      zm.object({ db: zm.object({ password: zm.number() }) }),
      'db.password: the schema rejects it: expected number',
    ],
    [
      'zod 3, type',
      z3.object({ db: z3.object({ password: z3.number() }) }),
      'db.password: the schema rejects it: expected number',
    ],
    [
      'valibot, type',
      v.object(db(v.object({ password: v.number() }))),
      'db.password: the schema rejects it: expected number',
    ],
    [
      'valibot, check',
      v.object(
        db(
          v.object({
            password: v.pipe(
              v.string(),
              v.check(() => false),
            ),
          }),
        ),
      ),
      'db.password: the schema rejects it: check',
    ],
    [
      'arktype, type',
      type({ db: { password: 'number' } }),
      'db.password: the schema rejects it: expected a number',
    ],
    [
      'arktype, union, whose expected quotes the value',
      type({ db: { password: "'x'|'y'" } }),
      'db.password: the schema rejects it: union',
    ],
    [
      'arktype, short',
      type({ db: { pin: '1 | 2' } }),
      'db.pin: the schema rejects it; its message may quote the secret and is not shown',
    ],
  ])('%s', async (_name, schema, expected) => {
    const error = await rejection(schema);
    expect([error.code, error.message]).toEqual(['SCHEMA_REJECTED', expected]);
    expect(error.cause).toBeUndefined();
  });
});

describe('elsewhere the message is told without secrets', () => {
  type Config = typeof INPUT;
  const all = (message: (config: Config) => string): z.ZodType =>
    z.custom<Config>().superRefine((config, context) => {
      context.addIssue({ code: 'custom', message: message(config) });
    });
  it.each<[string, (config: Config) => string, string]>([
    ['as it is', () => 'give a or b', '.: give a or b'],
    ['in plain', ({ db }) => `bad: ${db.password}!`, '.: bad: [redacted]!'],
    [
      'as JSON',
      (config) => JSON.stringify(config.db),
      '.: {"password":"[redacted]","port":"[redacted]","pin":[redacted]}',
    ],
    ['in lower case', ({ db }) => db.password.toLowerCase(), '.: [redacted]'],
    [
      'in parts',
      ({ db }) => `${db.password.slice(0, 9)} and ${db.password.slice(9)}`,
      '.: [redacted] and [redacted]',
    ],
    ['as base64', ({ db }) => Buffer.from(`user:${db.password}`).toString('base64'), ''],
    ['as a number', ({ db }) => `port ${Number(db.port)}`, '.: port [redacted]'],
    ['a short one as a word', ({ db }) => `pin ${db.pin}, at 1234`, '.: pin [redacted], at 1234'],
  ])('%s', async (_name, message, expected) => {
    const error = await rejection(all(message));
    expect(error.code).toBe('SCHEMA_REJECTED');
    if (expected === '') expect(error.message).toContain('[redacted]');
    else expect(error.message).toBe(expected);
  });

  it('in the path too, but keys of the config stay', async () => {
    const schema = z.custom<Config>().superRefine((config, context) => {
      context.addIssue({ code: 'custom', message: 'x', path: ['name', config.db.password] });
      context.addIssue({ code: 'custom', message: 'y', path: ['db'] });
    });
    const secrets = { ...SECRETS, plaintexts: [CANARY, 'name'] };
    expect((await rejection(schema, INPUT, secrets)).errors.map(({ path }) => path)).toEqual([
      'name["[redacted]"]',
      'db',
    ]);
  });

  it('what is no secret is quoted', async () => {
    const error = await rejection(v.object({ name: v.number() }));
    expect(error.message).toBe('name: Invalid type: Expected number but received "app"');
  });
});

it('tells all problems at once, each with its path', async () => {
  const error = await rejection(
    z.object({ db: z.object({ password: z.number(), port: z.number() }), list: z.array(z.string()) }),
    {
      ...INPUT,
      list: ['a', 1],
    },
  );
  expect(error.code).toBe('SEVERAL');
  expect(error.errors.map(({ code, path }) => [code, path])).toEqual([
    ['SCHEMA_REJECTED', 'db.password'],
    ['SCHEMA_REJECTED', 'db.port'],
    ['SCHEMA_REJECTED', 'list[1]'],
  ]);
});

it.each([
  ['zod', z.unknown().transform((config) => fail(config))],
  [
    'valibot',
    v.pipe(
      v.unknown(),
      v.transform((config) => fail(config)),
    ),
  ],
  ['arktype', type('unknown').pipe((config) => fail(config))],
  ['zod, asynchronously', z.unknown().transform(async (config) => fail(config))],
])('a schema of %s that throws is told without the secret and without a cause', async (_name, schema) => {
  const error = await rejection(schema);
  expect(error.code).toBe('SCHEMA_REJECTED');
  expect(error.message).toContain('TypeError: cannot use');
  expect(shownOf(error)).not.toContain('b1946');
});

function fail(config: unknown): never {
  throw new TypeError(`cannot use ${JSON.stringify(config)}`, { cause: config });
}

it.each([
  ['a string', 'schema'],
  ['null', null],
  ['an object', { parse: () => 1 }],
  ['a later version', { '~standard': { version: 2, validate: () => ({ value: 1 }) } }],
])('%s is no schema', async (_name, schema) => {
  expect((await rejection(schema)).code).toBe('INVALID_OPTION');
});

it('5 MB of secrets and 1,000 problems take no more than seconds', async () => {
  const plaintexts = Array.from({ length: 100 }, (_, index) => `${index}-`.repeat(20_000));
  const input = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key${index}`, index]));
  const schema = z.record(z.string(), z.string());
  const start = performance.now();
  const error = await rejection(schema, input, { paths: [], plaintexts });
  expect(error.errors).toHaveLength(1_000);
  expect(performance.now() - start).toBeLessThan(20_000);
});
