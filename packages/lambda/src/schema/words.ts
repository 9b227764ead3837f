import type * as core from 'zod/v4/core';
import { fieldsOf, listOf } from './check-parts.ts';
import { nearest } from './nearest.ts';

/** An issue of zod that has no words yet. */
type Issue = core.$ZodRawIssue;

/** What people call the types of zod. */
const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'empty',
};

/**
 * What is wrong and, after a semicolon, what to write instead; never with a value in it, which may be a secret.
 *
 * @returns undefined where zod's own words do
 */
export function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.input, [issue.expected]);
    case 'invalid_value':
      return wrongChoice(issue.input, issue.values);
    case 'unrecognized_keys':
      return unknownKeys(issue);
    case 'invalid_union':
      if (issue.discriminator !== undefined)
        return wrongChoice(
          fieldsOf(issue.input)[issue.discriminator],
          Array.isArray(issue.options) ? issue.options : [],
        );
      return wrongType(issue.input, typesOf(issue.inst));
    case 'too_small':
      return `has to ${bound(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return `has to ${bound(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return issue.format === 'datetime' ? 'is not a time such as 2026-01-31T08:00:00Z' : undefined;
    default:
      return undefined;
  }
}

function wrongType(input: unknown, expected: readonly string[]): string {
  if (input === undefined) return 'is missing';
  const wanted = [...new Set(expected.map((type) => TYPES[type] ?? type))].join(' or ');
  return `is ${typeOf(input)}, ${wanted === '' ? 'which is not taken here' : `but has to be ${wanted}`}`;
}

function typeOf(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'number' && !Number.isInteger(input)) return 'a fraction';
  return TYPES[input === null ? 'null' : typeof input] ?? typeof input;
}

/** Of the members of a union: types, and values where one has to be a certain one. None where a member is neither. */
function typesOf(inst: Issue['inst']): readonly string[] {
  const { options } = fieldsOf(fieldsOf(inst)['def']);
  const each = listOf(options).map((option) => {
    const { type, values } = fieldsOf(fieldsOf(option)['def']);
    return type === 'literal' ? listOf(values).map(String) : [String(type)].filter((name) => name in TYPES);
  });
  return each.some((types) => types.length === 0) ? [] : each.flat();
}

function wrongChoice(input: unknown, values: readonly unknown[]): string {
  const choices = values.map(String);
  const list = choices.join(', ');
  const known = choices.length === 1 ? list : `one of ${list}`;
  if (input === undefined) return `is missing; write ${known}`;
  const meant = typeof input === 'string' ? nearest(input, choices) : undefined;
  return `is not ${known}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

/** @param elsewhere of keys that have a place, but not here: that place */
export function unknownKeys(
  { keys, inst }: Pick<core.$ZodRawIssue<core.$ZodIssueUnrecognizedKeys>, 'keys' | 'inst'>,
  elsewhere: Readonly<Record<string, string>> = {},
): string {
  const known = Object.keys(fieldsOf(fieldsOf(fieldsOf(inst)['def'])['shape']));
  const told = keys.map((key) => {
    if (Object.hasOwn(elsewhere, key)) return `${key} (${elsewhere[key]})`;
    const meant = nearest(key, known);
    return meant === undefined ? key : `${key} (did you mean ${meant}?)`;
  });
  const what = keys.length === 1 ? 'a key that is not known' : 'keys that are not known';
  const isMeant = told.every((each) => each.endsWith(')'));
  return `has ${what}: ${told.join(', ')}${isMeant ? '' : `; keys here are ${known.join(', ')}`}`;
}

function bound(origin: string, words: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${words} ${limit} characters`;
  return origin === 'number' || origin === 'int' ? `be ${words} ${limit}` : `have ${words} ${limit} entries`;
}
