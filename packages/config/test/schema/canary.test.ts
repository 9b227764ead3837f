import { inspect } from 'node:util';
import { type, type Type } from 'arktype';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../src/error.ts';
import { validate } from '../../src/schema/validate.ts';
import { RUNS } from '../runs.ts';

const CANARY = 'canary4f1d8';

/** What a message can make of a value. */
const QUOTES: readonly ((value: unknown) => string)[] = [
  (value) => String(value),
  (value) => JSON.stringify(value) ?? '',
  (value) => inspect(value, { depth: Infinity }),
  (value) => String(value).toUpperCase(),
  (value) => encodeURIComponent(JSON.stringify(value)),
  (value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64'),
  (value) => JSON.stringify(JSON.stringify(value)),
  (value) => JSON.stringify(value)?.slice(0, 60) ?? '',
];
const quote = fc.constantFrom(...QUOTES);

interface Field {
  readonly kind: 'type' | 'literal' | 'format' | 'message' | 'thrown' | 'fine';
  readonly quote: (value: unknown) => string;
}
const field: fc.Arbitrary<Field> = fc.record({
  kind: fc.constantFrom('type', 'literal', 'format', 'message', 'thrown', 'fine'),
  quote,
});
/** What a check of the whole config says; undefined: there is none. */
type Whole = ((value: unknown) => string) | undefined;
type Fields = Readonly<Record<string, Field>>;
type MakeSchema = (fields: Fields, whole: Whole) => unknown;

const VENDORS: Readonly<Record<string, MakeSchema>> = {
  zod: (fields, whole) => {
    const made = z.object(mapped(fields, zodField)).catchall(z.unknown());
    return whole === undefined
      ? made
      : z.unknown().refine(() => false, { error: ({ input }) => whole(input) });
  },
  valibot: (fields, whole) => {
    const made = v.looseObject(mapped(fields, valibotField));
    return whole === undefined
      ? made
      : v.pipe(
          v.unknown(),
          v.check(
            () => false,
            ({ input }) => whole(input),
          ),
        );
  },
  arktype: (fields, whole) => {
    const made = type(mapped(fields, arktypeField));
    return whole === undefined
      ? made
      : type('unknown').narrow((value, context) => context.mustBe(whole(value)));
  },
};

function mapped<T>(fields: Fields, make: (field: Field) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, make(each)]));
}

function zodField({ kind, quote: say }: Field): z.ZodType {
  if (kind === 'type') return z.number();
  if (kind === 'literal') return z.union([z.literal('x'), z.object({ deep: z.literal('y') })]);
  if (kind === 'format') return z.string().max(1).regex(/^x/u);
  if (kind === 'message') return z.unknown().refine(() => false, { error: ({ input }) => say(input) });
  return kind === 'thrown' ? z.unknown().transform((value) => thrown(say(value))) : z.unknown();
}

function valibotField({ kind, quote: say }: Field): v.GenericSchema {
  if (kind === 'type') return v.number();
  if (kind === 'literal') return v.picklist(['x', 'y']);
  if (kind === 'format') return v.pipe(v.string(), v.url());
  if (kind === 'message')
    return v.pipe(
      v.unknown(),
      v.check(
        () => false,
        ({ input }) => say(input),
      ),
    );
  return kind === 'thrown'
    ? v.pipe(
        v.unknown(),
        v.transform((value) => thrown(say(value))),
      )
    : v.unknown();
}

function arktypeField({ kind, quote: say }: Field): Type {
  if (kind === 'type') return type('number');
  if (kind === 'literal') return type("'x'|'y'");
  if (kind === 'format') return type('string.url');
  if (kind === 'message') return type('unknown').narrow((value, context) => context.mustBe(say(value)));
  return kind === 'thrown' ? type('unknown').pipe((value) => thrown(say(value))) : type('unknown');
}

function thrown(message: string): never {
  throw new Error(message, { cause: message });
}

const NAMES = ['db', 'token', 'name', 'list'] as const;
const secretText = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 6 }))
  .map(([before, after]) => `${before}${CANARY}${after}`);
const secretValue = fc.oneof(
  secretText.map((text) => ({ value: text as unknown, path: [] as (string | number)[], plaintext: text })),
  secretText.map((text) => ({ value: { deep: text, other: 1 }, path: ['deep'], plaintext: text })),
  secretText.map((text) => ({ value: ['plain', text], path: [1], plaintext: text })),
);

it.each(Object.entries(VENDORS))('%s: no error shows a secret', async (_vendor, makeSchema) => {
  let rejected = 0;
  const property = fc.asyncProperty(
    fc.dictionary(fc.constantFrom(...NAMES), secretValue),
    fc.dictionary(fc.constantFrom(...NAMES), field),
    fc.option(quote, { nil: undefined, freq: 3 }),
    async (values, fields, whole) => {
      const input = mapValues(values);
      const secrets = {
        paths: Object.entries(values).map(([name, { path }]) => [name, ...path]),
        plaintexts: Object.values(values).map(({ plaintext }) => plaintext),
      };
      try {
        await validate(makeSchema(fields, whole), input, secrets);
      } catch (error) {
        rejected += 1;
        expect(error).toBeInstanceOf(ConfigError);
        const { message, stack = '' } = error as ConfigError;
        const shown = [
          message,
          stack,
          inspect(error, { depth: Infinity, showHidden: true }),
          JSON.stringify(error),
        ];
        const text = shown.join('\n').toLowerCase();
        expect(text).not.toContain(CANARY);
        for (const before of ['', 'x', 'xx']) {
          const inBase64 = Buffer.from(`${before}${CANARY}`)
            .toString('base64')
            .slice(before.length === 0 ? 0 : before.length + 1, -4);
          expect(text).not.toContain(inBase64.toLowerCase());
        }
      }
    },
  );
  await fc.assert(property, { numRuns: RUNS });
  expect(rejected).toBeGreaterThan(RUNS / 2);
});

function mapValues(values: Readonly<Record<string, { readonly value: unknown }>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
}
