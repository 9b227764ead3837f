import type { Path } from '@kmscrypt/core/documents';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigError, severalProblems } from '../error.ts';
import { REDACTED } from '../secrets/secret.ts';
import { secretPlaces } from '../secrets/secret-places.ts';
import type { SecretsOfConfig } from '../secrets/secrets-of-config.ts';
import { withoutTraces } from '../secrets/traces.ts';
import { errorOf, type Finding, findingOf } from './issue.ts';
import { runSchema } from './run-schema.ts';
import { isStandardSchema, SCHEMA_EXPECTED } from './standard-schema.ts';

/**
 * Validates a config. What the schema says of it is told without the secrets: of those themselves only what was expected, of
 * all else the message with whatever is recognizable of a secret taken out ({@link withoutTraces}). What a function of the
 * schema has made of a secret and writes into a message elsewhere, such as a hash, cannot be recognized.
 *
 * @returns what the schema makes of it
 * @throws ConfigError `SCHEMA_REJECTED`, with no cause, as that would carry the value; `INVALID_OPTION` where it is no schema
 */
export async function validate(schema: unknown, input: unknown, secrets: SecretsOfConfig): Promise<unknown> {
  if (!isStandardSchema(schema)) throw new ConfigError('INVALID_OPTION', `schema is ${SCHEMA_EXPECTED}`);
  const result = await resultOf(schema, input, secrets);
  if ('value' in result) return result.value;
  if (result.findings.length === 0) {
    throw new ConfigError('SCHEMA_REJECTED', 'the schema rejects the config and does not say why');
  }
  throw severalProblems(redacted(result.findings, input, secrets.plaintexts).map(errorOf));
}

type Result = { readonly value: unknown } | { readonly findings: readonly Finding[] };

async function resultOf(schema: StandardSchemaV1, input: unknown, secrets: SecretsOfConfig): Promise<Result> {
  try {
    const result = await runSchema(schema, input);
    if (result.issues === undefined) return { value: result.value };
    if (result.issues.length === 0 && 'value' in result) return { value: result.value };
    const places = secretPlaces(secrets.paths);
    return { findings: result.issues.map((issue) => findingOf(issue, places)) };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no Error';
    const [reason] = withoutTraces([`the schema has thrown ${message}`], secrets.plaintexts);
    // oxlint-disable-next-line eslint/preserve-caught-error -- the cause holds what the message may no longer say
    throw new ConfigError('SCHEMA_REJECTED', reason ?? '');
  }
}

/** All at once: a text is searched for all secrets, and those may be megabytes. */
function redacted(
  findings: readonly Finding[],
  input: unknown,
  plaintexts: readonly string[],
): readonly Finding[] {
  const foreign = findings.map(({ path }) => foreignSteps(path, input));
  const texts = [...findings.map(({ text }) => text ?? ''), ...foreign.flat()];
  const clean = withoutTraces(texts, plaintexts);
  const cleanOf = new Map(texts.map((text, index) => [text, clean[index] ?? REDACTED]));
  return findings.map((finding, index) => {
    const { text, path, isOfSecret } = finding;
    const own = path.length - (foreign[index]?.length ?? 0);
    const steps = path.map((step, depth) => (depth < own ? step : (cleanOf.get(String(step)) ?? REDACTED)));
    const shown = text === undefined ? undefined : cleanOf.get(text);
    return { ...finding, path: steps, text: isOfSecret && shown !== text ? undefined : shown };
  });
}

/** The steps of a path that are no keys of the config: the schema has made them, and of whatever it likes. */
function foreignSteps(path: Path, input: unknown): readonly string[] {
  let value = input;
  for (const [depth, step] of path.entries()) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      return path.slice(depth).map(String);
    }
    value = Reflect.get(value, step);
  }
  return [];
}
