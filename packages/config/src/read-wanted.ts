import { brokersOf } from './brokers/create-brokers.ts';
import type { OpenToken } from './brokers/tokens.ts';
import { withDeadline } from './deadline.ts';
import { ConfigError } from './error.ts';
import { checkOptions } from './load-options.ts';
import type { ResolveOptions } from './options.ts';
import { problemsOf } from './outcome-problems.ts';
import { errorOfProblems, type Problem } from './problem.ts';
import { type Outcome, type Resolved, resolveAll, type Wanted } from './resolve.ts';
import { withoutTraces } from './secrets/traces.ts';
import { waitToStart } from './start-jitter.ts';

/** One run: how it reaches what it reads, and what ends it. */
export interface Run<Options extends ResolveOptions = ResolveOptions> {
  readonly options: Options;
  readonly signal: AbortSignal;
  /** In milliseconds, as the options have it; a refresh has none. */
  readonly startJitter: number | undefined;
  /** Tokens that a load before this one has opened; default: none. */
  readonly opened?: Map<string, OpenToken>;
}

/**
 * Reads values, all together.
 *
 * @param known problems that were found before: the values are read nevertheless, so that all are told at once.
 * @returns each in the order of `wanted`
 * @throws ConfigError of all problems
 */
export async function readWanted(
  wanted: readonly Wanted[],
  run: Run,
  known: readonly Problem[],
): Promise<readonly Resolved[]> {
  const { options, signal, opened = new Map() } = run;
  const outcomes = wanted.length === 0 ? [] : await readAll();
  const problems = [...known, ...problemsOf(wanted, outcomes, signal)];
  const resolved = outcomes.filter((outcome) => outcome.ok);
  if (problems.length > 0) throw await errorOfProblems(redacted(problems, resolved));
  return resolved;

  async function readAll(): Promise<readonly Outcome[]> {
    await waitToStart(run);
    return resolveAll(wanted, { brokers: brokersOf(options), signal, opened });
  }
}

/**
 * As {@link readWanted}, once, within the deadline.
 *
 * @throws ConfigError `INVALID_OPTION`, too
 */
export async function readOnce(
  wanted: readonly Wanted[],
  options: ResolveOptions,
  known: readonly Problem[],
): Promise<readonly Resolved[]> {
  checkOptions(options);
  const { startJitter } = options;
  return withDeadline((signal) => readWanted(wanted, { options, signal, startJitter }, known), {
    ...options,
    purpose: 'foreground',
  });
}

/** What a resolver says of its failure may hold anything. */
function redacted(problems: readonly Problem[], resolved: readonly Resolved[]): readonly Problem[] {
  const plaintexts = resolved.flatMap((each) => each.plaintexts);
  return problems.map((problem) => {
    const { error } = problem;
    if (!(error instanceof ConfigError) || error.code !== 'RESOLVER_FAILED') return problem;
    const [reason = ''] = withoutTraces([error.reason], plaintexts);
    return { ...problem, error: new ConfigError(error.code, reason) };
  });
}
