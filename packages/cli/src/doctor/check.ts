import { KmscryptError } from '@kmscrypt/core/error';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { hintsFor } from '../errors/hints.ts';

/** What came of looking at one thing. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly found: string;
  /** What to try, the likeliest first. */
  readonly cures: readonly string[];
  /** Of a failure. */
  readonly error?: CliError;
}

export function ok(name: string, found: string): Check {
  return { name, status: 'ok', found, cures: [] };
}

/** For what cannot be looked at, as what it needs is missing, or for what nobody needs. */
export function skip(name: string, why: string): Check {
  return { name, status: 'skip', found: why, cures: [] };
}

/**
 * A failure and its cures.
 *
 * @throws what is no error of ours: a bug.
 */
export function fail(name: string, thrown: unknown): Check {
  const error = asCliError(thrown);
  const problems = error.errors.length === 0 ? [error] : error.errors;
  const cures = new Set([error, ...error.errors].flatMap((each) => [...each.hints, ...hintsFor(each)]));
  const [first = error] = problems;
  return { name, status: 'fail', found: problems.map(wordsOf).join('; '), cures: [...cures], error: first };
}

/** A failure of what one can do without. */
export function asWarning({ name, found, cures }: Check): Check {
  return { name, status: 'warn', found, cures };
}

function asCliError(thrown: unknown): CliError {
  const error = thrown instanceof KmscryptError ? errorOfSource(thrown, undefined) : thrown;
  if (error instanceof CliError) return error;
  throw error;
}

function wordsOf({ source, position, message, code }: CliError): string {
  const place = [source, position?.line, position?.column].filter((part) => part !== undefined);
  return `${place.length === 0 ? '' : `${place.join(':')}: `}${message} [${code}]`;
}
