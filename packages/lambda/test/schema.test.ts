import { expect, test } from 'vitest';
import * as z from '../src/schema.ts';

const SHAPE = z.strictObject({ name: z.string(), size: z.optional(z.number()) });

const PET = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cat') }),
  z.strictObject({ kind: z.literal('dog') }),
]);
const CANARY = 'canary-value';

test.each<[name: string, schema: z.ZodMiniType, input: unknown, path: string, words: string]>([
  ['what is missing', SHAPE, {}, 'name', 'is missing'],
  ['nothing at all', SHAPE, undefined, '', 'is missing'],
  ['another type', SHAPE, { name: 1 }, 'name', 'is a number, but has to be text'],
  ['null, which is there', SHAPE, { name: null }, 'name', 'is empty, but has to be text'],
  ['a list', SHAPE, [CANARY], '', 'is a list, but has to be a mapping'],
  [
    'a list for a record',
    z.record(z.string(), z.string()),
    [CANARY],
    '',
    'is a list, but has to be a mapping',
  ],
  ['a fraction', z.int(), 1.5, '', 'is a fraction, but has to be a whole number'],
  ['a choice', z.enum(['all', 'security']), CANARY, '', 'is not one of all, security'],
  [
    'a choice, nearly',
    z.enum(['all', 'security']),
    'Securty',
    '',
    'is not one of all, security; did you mean security?',
  ],
  ['no choice', z.enum(['all', 'security']), undefined, '', 'is missing; write one of all, security'],
  ['a single choice', z.literal('on'), CANARY, '', 'is not on'],
  ['a kind', PET, { kind: CANARY }, 'kind', 'is not one of cat, dog'],
  ['a kind, nearly', PET, { kind: 'dogs' }, 'kind', 'is not one of cat, dog; did you mean dog?'],
  ['no kind', PET, {}, 'kind', 'is missing; write one of cat, dog'],
  [
    'one of several types',
    z.union([z.string(), z.array(z.string())]),
    5,
    '',
    'is a number, but has to be text or a list',
  ],
  [
    'neither a mapping nor a certain value',
    z.union([z.literal(false), SHAPE]),
    CANARY,
    '',
    'is text, but has to be false or a mapping',
  ],
  [
    'none of types without a name',
    z.union([z.string(), z.never()]),
    5,
    '',
    'is a number, which is not taken here',
  ],
  ['a number that is too small', z.number().check(z.gte(3)), 2, '', 'has to be at least 3'],
  [
    'a text that is too long',
    z.string().check(z.maxLength(3)),
    CANARY,
    '',
    'has to have at most 3 characters',
  ],
  [
    'a list that is too short',
    z.array(z.string()).check(z.minLength(1)),
    [],
    '',
    'has to have at least 1 entries',
  ],
  ['a time', z.iso.datetime(), CANARY, '', 'is not a time such as 2026-01-31T08:00:00Z'],
  [
    'an unknown key',
    SHAPE,
    { name: 'a', colour: CANARY },
    '',
    'has a key that is not known: colour; keys here are name, size',
  ],
  [
    'a key, nearly',
    SHAPE,
    { name: 'a', Sise: CANARY },
    '',
    'has a key that is not known: Sise (did you mean size?)',
  ],
  [
    'several keys',
    SHAPE,
    { name: 'a', sizes: 1, colour: 2 },
    '',
    'has keys that are not known: sizes (did you mean size?), colour; keys here are name, size',
  ],
  [
    'a key of another place',
    z.strictObject({ name: z.string() }, z.keysElsewhere({ size: 'belongs in box' })),
    { name: 'a', size: 1 },
    '',
    'has a key that is not known: size (belongs in box)',
  ],
  ['in words of its own', z.string('is no text'), undefined, '', 'is no text'],
])('%s', (_name, schema, input, path, words) => {
  const [issue, ...others] = z.safeParse(schema, input).error?.issues ?? [];
  expect([issue?.path.join('.'), others]).toEqual([path, []]);
  expect(issue?.message).toBe(words);
  expect(issue?.message).not.toContain(CANARY);
});
