import { ConfigError } from './error.ts';
import type { ResolveOptions } from './options.ts';
import { workOrProblem } from './plan.ts';
import { errorOfProblems, type Problem, problemAt } from './problem.ts';
import { readOnce } from './read-wanted.ts';
import type { Wanted } from './resolve.ts';
import type { Origin } from './tree/origin.ts';

/** Variables of one origin. */
export interface VariablesSource {
  /** For messages: the file as the caller called it, or `environment`. */
  readonly source: string;
  /** The file's absolute path, where they come from one: tokens that are bound to a file are compared with it. */
  readonly location?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Decrypts variables: tokens anywhere in a value, references that are a whole one.
 *
 * @returns all variables; those that have no token and no reference as they are. An object or list (a subtree, a part of a
 *   secret's JSON) becomes JSON. Of a name in several sources the last counts.
 * @throws ConfigError `INVALID_OPTION`; of all that fails, each with its source and the variable's name as path
 */
export async function resolveVariables(
  sources: readonly VariablesSource[],
  options: ResolveOptions = {},
): Promise<Readonly<Record<string, string>>> {
  const { variables } = await resolveWithSecrets(sources, options);
  return variables;
}

/** As {@link resolveVariables}, with what of them must not be shown. */
export async function resolveWithSecrets(
  sources: readonly VariablesSource[],
  options: ResolveOptions = {},
): Promise<{ readonly variables: Readonly<Record<string, string>>; readonly plaintexts: readonly string[] }> {
  const variables = new Map<string, string>();
  const wantedOf = new Map<string, Wanted>();
  const problemOf = new Map<string, Problem>();
  const schemes = new Set(Object.keys(options.resolvers ?? {}));
  for (const { source: name, location, variables: own } of sources) {
    const origin: Origin = { name, location };
    for (const [variable, text] of Object.entries(own)) {
      const work = workOrProblem(text, schemes);
      const path = [variable];
      wantedOf.delete(variable);
      problemOf.delete(variable);
      if (work instanceof ConfigError) problemOf.set(variable, { error: work, origin, path });
      else if (work !== undefined) wantedOf.set(variable, { text, work, origin, path });
      variables.set(variable, text);
    }
  }
  const wanted = [...wantedOf.values()];
  const resolved = await readOnce(wanted, options, [...problemOf.values()]);
  const problems: Problem[] = [];
  for (const [index, [variable, wantedHere]] of [...wantedOf].entries()) {
    const text = textOf(resolved[index]?.value);
    variables.set(variable, text);
    // The system would end it there, without a word.
    if (text.includes('\0')) problems.push(problemAt('FORMAT_CANNOT_EXPRESS', WITH_NUL, wantedHere));
  }
  if (problems.length > 0) throw await errorOfProblems(problems);
  return {
    variables: Object.fromEntries(variables),
    plaintexts: resolved.flatMap((each) => each.plaintexts),
  };
}

const WITH_NUL = 'a variable of the environment cannot hold a NUL byte, as its plaintext has';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
