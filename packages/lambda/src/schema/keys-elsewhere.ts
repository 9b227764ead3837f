import type * as core from 'zod/v4/core';
import { unknownKeys } from './words.ts';

/**
 * For `z.strictObject`, of whose keys some are often written in the wrong place: the cure of those.
 *
 * @param elsewhere by key, such as `belongs in policy`
 */
export function keysElsewhere(elsewhere: Readonly<Record<string, string>>): {
  readonly error: (issue: core.$ZodRawIssue) => string | undefined;
} {
  return {
    error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue, elsewhere) : undefined),
  };
}
