import type { z } from 'zod';
import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import type { Path } from './path.ts';
import type { Finding } from './problem.ts';
import { valueBelow } from './schema-at.ts';

type Issue = z.core.$ZodIssue;

export function pathOf({ path }: Pick<Issue, 'path'>): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

/**
 * That a mapping has a key that it may not have.
 *
 * @param value the whole config
 */
export function unknownKey(issue: z.core.$ZodIssueUnrecognizedKeys, key: string, value: unknown): Finding {
  const path = pathOf(issue);
  const known = knownKeys(path, value, issue.input);
  const meant = nearest(key, known);
  const cure = meant === undefined ? `keys here are ${known.join(', ')}` : `did you mean ${meant}?`;
  return {
    code: 'KEY_UNKNOWN',
    path: [...path, key],
    message: 'is no key of the config',
    cure,
    isOfKey: true,
  };
}

/**
 * Paths of absent keys that unknown ones were probably meant to be.
 *
 * @param value the whole config
 */
export function meantPaths(issue: Issue, value: unknown): readonly Path[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = pathOf(issue);
  const known = knownKeys(path, value, issue.input);
  return issue.keys
    .flatMap((key) => nearest(key, known) ?? [])
    .filter((key) => valueBelow(issue.input, key) === undefined)
    .map((key) => [...path, key]);
}
