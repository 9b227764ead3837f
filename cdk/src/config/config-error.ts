import { type ConfigProblem, formatProblem } from './problem.ts';

/** Why a config is refused: all its problems at once. The message has one line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** At least one; in the order of the file. */
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options: { readonly cause?: unknown } = {}) {
    const lines = problems.map(formatProblem);
    super(
      lines.length === 1
        ? lines[0]
        : [`${lines.length} problems:`, ...lines.map((line) => `  ${line}`)].join('\n'),
      options,
    );
    this.problems = problems;
  }
}
