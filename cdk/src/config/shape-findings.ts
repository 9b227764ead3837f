import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { formatPath, type Path } from './path.ts';
import type { ConfigProblemCode, Finding } from './problem.ts';
import type { ConfigSource } from './source.ts';
import { meantKeys, pathOf, unknownKey } from './unknown-keys.ts';

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/**
 * What the schema says, in the words and codes of this package. A key that is misspelt is not missing as well, and of what has the
 * wrong type nothing else is told: zod measures text that stands for a list, too.
 */
export function shapeFindings(issues: readonly Issue[], source: ConfigSource): readonly Finding[] {
  const meant = new Set(issues.flatMap(meantKeys));
  const told = new Set<string>();
  return issues
    .flatMap((issue) => findingsOf(issue, source))
    .filter(({ code, path }) => {
      const text = formatPath(path);
      if (told.has(text) || (code === 'VALUE_MISSING' && meant.has(text))) return false;
      told.add(text);
      return true;
    });
}

function findingsOf(issue: Issue, source: ConfigSource): readonly Finding[] {
  const path = pathOf(issue);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(issue, key));
    case 'invalid_type':
      return [wrongType(path, issue, source)];
    case 'invalid_value':
      return [wrongChoice(path, issue.input, issue.values.map(String))];
    case 'invalid_union':
      return unionFindings(issue, path, source);
    case 'too_small':
    case 'too_big':
      return [wrongSize(path, issue)];
    case 'custom':
      return [customFinding(path, issue)];
    default:
      return [{ code: 'VALUE_INVALID', path, message: issue.message }];
  }
}

function wrongType(path: Path, issue: z.core.$ZodIssueInvalidType, source: ConfigSource): Finding {
  const { expected, input } = issue;
  const wanted = TYPES[expected] ?? expected;
  if (input === undefined) return { code: 'VALUE_MISSING', path, message: 'is missing' };
  if (input === null) {
    return {
      code: 'VALUE_MISSING',
      path,
      message: `is empty, but has to be ${wanted}`,
      cure: 'write a value, or leave the key out',
    };
  }
  if (expected === 'string' && ['number', 'boolean', 'bigint'].includes(typeof input)) {
    const written = source.text(path) ?? JSON.stringify(input);
    return {
      code: 'NUMBER_UNQUOTED',
      path,
      message: `is ${typeof input === 'boolean' ? 'a truth value' : 'a number'}, but has to be text`,
      cure: `put it in quotes: "${written}"`,
    };
  }
  return { code: 'TYPE_WRONG', path, message: `is ${nameOfType(input)}, but has to be ${wanted}` };
}

function nameOfType(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'number' && !Number.isInteger(input)
    ? 'a fraction'
    : (TYPES[typeof input] ?? typeof input);
}

function wrongChoice(path: Path, input: unknown, choices: readonly string[]): Finding {
  const list = choices.join(', ');
  if (input === undefined) return { code: 'VALUE_MISSING', path, message: `is missing: one of ${list}` };
  const meant = typeof input === 'string' ? nearest(input, choices) : undefined;
  const cure = meant === undefined ? undefined : `did you mean ${meant}?`;
  return { code: 'CHOICE_UNKNOWN', path, message: `is not one of ${list}`, cure };
}

function unionFindings(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  source: ConfigSource,
): readonly Finding[] {
  if ('options' in issue && Array.isArray(issue.options)) {
    const { input } = issue;
    const type: unknown =
      typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
    return [wrongChoice(path, type, issue.options.map(String))];
  }
  // The last member is the general one.
  const [first] = issue.errors.at(-1) ?? [];
  return first === undefined ? [] : findingsOf({ ...first, path: [...path, ...first.path] }, source);
}

function wrongSize(path: Path, issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Finding {
  const { origin } = issue;
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (origin === 'array')
    return { code: 'LIST_LENGTH', path, message: `is a list that has to have ${bound}` };
  if (origin === 'string')
    return { code: 'VALUE_INVALID', path, message: `is text that has to have ${bound} characters` };
  return { code: 'NUMBER_OUT_OF_RANGE', path, message: `is ${String(issue.input)}, but has to be ${bound}` };
}

/** A refinement of the schema says its own code and cure. */
function customFinding(path: Path, { params = {}, message }: z.core.$ZodIssueCustom): Finding {
  const { code, cure } = params;
  return {
    code: isCode(code) ? code : 'VALUE_INVALID',
    path,
    message,
    cure: typeof cure === 'string' ? cure : undefined,
  };
}

function isCode(code: unknown): code is ConfigProblemCode {
  return code === 'RETENTION_INVALID';
}
