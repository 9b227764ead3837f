import { formatPath, type Path } from '@kmscrypt/core/documents';
import type { Position } from '@kmscrypt/core';
import { KmscryptError } from '@kmscrypt/core/error';
import { ConfigError, configErrorOf, severalProblems } from './error.ts';
import type { Origin } from './tree/origin.ts';

/** Something that is wrong, and with which value. */
export interface Problem {
  readonly error: ConfigError | KmscryptError;
  readonly origin: Origin;
  /** In its source. */
  readonly path: Path;
}

/** A problem of a value. */
export function problemAt(
  code: ConfigError['code'],
  reason: string,
  { origin, path }: Pick<Problem, 'origin' | 'path'>,
): Problem {
  return { error: new ConfigError(code, reason), origin, path };
}

/** How many problems get a line and column: a file is read once more for them. */
const WITH_POSITION = 100;

/** One error for all problems, each with its place. */
export async function errorOfProblems(problems: readonly Problem[]): Promise<ConfigError> {
  const positions = await positionsOf(problems.slice(0, WITH_POSITION));
  return severalProblems(
    problems.map((problem) => {
      const { error, origin, path } = problem;
      const place = { source: origin.name, path: formatPath(path), position: positions.get(problem) };
      return error instanceof KmscryptError ? configErrorOf(error, place) : error.at(place);
    }),
  );
}

async function positionsOf(problems: readonly Problem[]): Promise<ReadonlyMap<Problem, Position>> {
  const positions = new Map<Problem, Position>();
  for (const origin of new Set(problems.map((problem) => problem.origin))) {
    const own = problems.filter((problem) => problem.origin === origin);
    const found = (await origin.positionsOf?.(own.map(({ path }) => path))) ?? [];
    for (const [index, problem] of own.entries()) {
      const position = found[index];
      if (position !== undefined) positions.set(problem, position);
    }
  }
  return positions;
}
