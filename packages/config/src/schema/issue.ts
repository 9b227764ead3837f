import { formatPath, type Path } from '@kmscrypt/core/documents';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigError } from '../error.ts';
import type { SecretPlaces } from '../secrets/secret-places.ts';

/** A problem that a schema has found, as far as it may be told. */
export interface Finding {
  readonly path: Path;
  /** Its message; of a secret only what was expected, undefined where nothing tells that. */
  readonly text: string | undefined;
  readonly isOfSecret: boolean;
}

/** A longer one is no type or limit but prose, which may quote the value. In UTF-16 code units. */
const LONGEST_EXPECTED = 60;

/**
 * Reads an issue. Of one at or below the path of a secret the message is left out: valibot and arktype quote the value, and a
 * message of the caller's may.
 */
export function findingOf(issue: StandardSchemaV1.Issue, places: SecretPlaces): Finding {
  const path = (issue.path ?? []).map(stepOf);
  let at = places;
  for (const step of path) at = at.below(step);
  const { isSecret } = at;
  return { path, isOfSecret: isSecret, text: isSecret ? expectedOf(issue) : issue.message };
}

/** The error of a finding. */
export function errorOf({ path, text, isOfSecret }: Finding): ConfigError {
  const reason = isOfSecret
    ? `the schema rejects it${text === undefined ? '; its message may quote the secret and is not shown' : `: ${text}`}`
    : (text ?? '');
  return new ConfigError('SCHEMA_REJECTED', reason, { path: formatPath(path) });
}

function stepOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string | number {
  const key: unknown = typeof segment === 'object' ? segment.key : segment;
  // Keys of a Map may be anything, and are then no step.
  if (typeof key === 'string' || typeof key === 'number') return key;
  return typeof key === 'symbol' ? (key.description ?? '') : '?';
}

/** What valibot and arktype say in `expected`, and zod in `expected` or in a code, a format and limits. */
function expectedOf(issue: object): string | undefined {
  const part = (name: string): string | undefined => {
    const value: unknown = Reflect.get(issue, name);
    const isShort =
      typeof value === 'number' || (typeof value === 'string' && value.length <= LONGEST_EXPECTED);
    return isShort ? String(value) : undefined;
  };
  const expected = part('expected');
  if (expected !== undefined) return `expected ${expected}`;
  const named = ['format', 'minimum', 'maximum'].flatMap((name) => {
    const value = part(name);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  const code = part('code') ?? part('type');
  return code === undefined ? undefined : [code, ...named].join(', ');
}
