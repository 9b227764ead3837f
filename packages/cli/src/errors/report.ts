import { KmscryptError } from '@kmscrypt/core/error';
import { CliError, errorOfSource } from './cli-error.ts';
import { EXIT_STATUS, UNEXPECTED } from './exit-status.ts';
import { hintsFor } from './hints.ts';

/** What a failed command leaves: the lines for stderr and the exit status. */
export interface Report {
  readonly lines: readonly string[];
  readonly status: number;
}

/** Puts a failure into words; several problems give a line each, and every hint stands once. */
export function report(failure: unknown): Report {
  const error = failure instanceof KmscryptError ? errorOfSource(failure, undefined) : failure;
  if (!(error instanceof CliError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { lines: `kmscrypt: error: unexpected: ${text}`.split('\n'), status: UNEXPECTED };
  }
  const problems = flatten(error);
  const hints = new Set(problems.flatMap((problem) => [...problem.hints, ...hintsFor(problem)]));
  return {
    lines: [
      ...problems.map(
        (problem) => `kmscrypt: error: ${placeOf(problem)}${problem.message} [${problem.code}]`,
      ),
      ...[...hints].map((hint) => `kmscrypt: hint: ${hint}`),
    ],
    status: EXIT_STATUS[problems[0]?.code ?? error.code] ?? UNEXPECTED,
  };
}

function flatten(error: CliError): CliError[] {
  return error.errors.length === 0 ? [error] : error.errors.flatMap(flatten);
}

function placeOf({ source, position }: CliError): string {
  const place = [source, position?.line, position?.column].filter((part) => part !== undefined);
  return place.length === 0 ? '' : `${place.join(':')}: `;
}
