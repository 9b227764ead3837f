import type { z } from 'zod';
import { cureIn, cureOfType, errorIn } from './cures.ts';
import type { Given } from './given.ts';
import { nearest } from './nearest.ts';
import { formatPath, type Path } from './path.ts';
import type { ConfigProblemCode, Finding } from './problem.ts';
import { schemaAt, valueBelow } from './schema-at.ts';
import { meantPaths, pathOf, unknownKey } from './unknown-keys.ts';
import { wrongType } from './wrong-type.ts';

type Issue = z.core.$ZodIssue;

/**
 * What the schema says, in the words and codes of this package. A key that is misspelt is not missing as well, and of what has the
 * wrong type nothing else is told: zod measures text that stands for a list, too.
 */
export function shapeFindings(issues: readonly Issue[], given: Given): readonly Finding[] {
  const meant = new Set(issues.flatMap((issue) => meantPaths(issue, given.value)).map(formatPath));
  const told = new Set<string>();
  return issues
    .flatMap((issue) => findingsOf(issue, given))
    .filter(({ code, path }) => {
      const text = formatPath(path);
      if (told.has(text) || (code === 'VALUE_MISSING' && meant.has(text))) return false;
      told.add(text);
      return true;
    });
}

function findingsOf(issue: Issue, given: Given): readonly Finding[] {
  const path = pathOf(issue);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(issue, key, given.value));
    case 'invalid_type':
      return [wrongType(path, issue, given)];
    case 'invalid_value':
      return [wrongChoice(path, issue.input, issue.values.map(String))];
    case 'invalid_union':
      return unionFindings(issue, path, given);
    case 'too_small':
    case 'too_big':
      return [wrongSize(path, issue, given)];
    case 'custom':
      return [customFinding(path, issue)];
    default: {
      const { message } = issue;
      return [{ code: 'VALUE_INVALID', path, message: errorIn(message), cure: cureIn(message) }];
    }
  }
}

function wrongChoice(path: Path, input: unknown, choices: readonly string[]): Finding {
  const list = choices.join(', ');
  if (input === undefined)
    return { code: 'VALUE_MISSING', path, message: 'is missing', cure: `write one of ${list}` };
  const meant = typeof input === 'string' ? nearest(input, choices) : undefined;
  const cure = meant === undefined ? undefined : `did you mean ${meant}?`;
  return { code: 'CHOICE_UNKNOWN', path, message: `is not one of ${list}`, cure };
}

function unionFindings(issue: z.core.$ZodIssueInvalidUnion, path: Path, given: Given): readonly Finding[] {
  if ('options' in issue && Array.isArray(issue.options)) {
    // The path is that of what says which member it is, the input the whole mapping.
    const said = valueBelow(issue.input, path.at(-1) ?? '');
    return [wrongChoice(path, said, issue.options.map(String))];
  }
  // The last member is the general one.
  const all = issue.errors.at(-1) ?? [];
  return all.flatMap((each) => findingsOf({ ...each, path: [...path, ...each.path] }, given));
}

function wrongSize(
  path: Path,
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  { value }: Given,
): Finding {
  const { origin, input } = issue;
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (origin === 'array')
    return { code: 'LIST_LENGTH', path, message: `is a list that has to have ${bound}` };
  if (origin === 'string') {
    const cure = cureOfType({ path, input, schema: schemaAt(path, value) });
    return { code: 'VALUE_INVALID', path, message: `is text that has to have ${bound} characters`, cure };
  }
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
