import { LambdaError } from '@kmscrypt/lambda';
import * as z from '@kmscrypt/lambda/schema';
import type { State } from '../../state.ts';
import { stateSchema } from './state-schema.ts';

/**
 * Reads the text of a state: all of it is right, or nothing of it is taken. It is taken as it is, so that a field that a later release
 * has added stays.
 *
 * @throws LambdaError `STATE_INVALID`
 */
export function readState(text: string, where: string): State {
  const value = parse(text, where);
  if (isState(value)) return value;
  const format = formatOf(value);
  const why =
    format > 1
      ? `it is of format ${format}: deploy the release of the Lambda that wrote it`
      : `${problemsOf(value)}: ${CURE}`;
  throw unusable(where, why);
}

const CURE = 'restore its last good version (the bucket keeps versions)';
/** At most so many problems are told. */
const MOST_TOLD = 3;

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says would quote it.
    throw unusable(where, `it is not JSON: ${CURE}`);
  }
}

function isState(value: unknown): value is State {
  return z.safeParse(stateSchema, value).success;
}

function problemsOf(value: unknown): string {
  const { issues = [] } = z.safeParse(stateSchema, value).error ?? {};
  const told = issues
    .slice(0, MOST_TOLD)
    .map(({ path, message }) => `${path.map(String).join('.') || 'the whole'}: ${message}`);
  return [...told, ...(issues.length > MOST_TOLD ? ['and more'] : [])].join('; ');
}

function formatOf(value: unknown): number {
  const isObject = typeof value === 'object' && value !== null && 'format' in value;
  return isObject && typeof value.format === 'number' ? value.format : 0;
}

function unusable(where: string, why: string): LambdaError {
  return new LambdaError('STATE_INVALID', `${where} cannot be used: ${why}`);
}
