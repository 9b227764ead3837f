import type { Argument, Command, Invocation } from './command.ts';

/** What a command was given, from what yargs made of it. */
export function invocationOf(
  command: Command,
  argv: Readonly<Record<string, unknown>>,
  rest: readonly string[],
): Invocation {
  const given = Object.keys(command.options).filter((key) => argv[key] !== undefined);
  const stacks = argv['stacks'];
  return {
    ...(command.argument !== undefined && { argument: String(argv[command.argument.name]) }),
    options: Object.fromEntries(given.map((key) => [key, argv[key]])),
    patterns: Array.isArray(stacks) ? stacks.map(String) : [],
    rest,
  };
}

/** What is wrong with it, and yargs lets pass. */
export function problemsOf(
  { name: command, argument, options, takesRest = false }: Command,
  argv: Readonly<Record<string, unknown>>,
  rest: readonly string[],
): readonly string[] {
  const problems = Object.entries(options).flatMap(([name, { type, many = false }]) => {
    const value = argv[name];
    if (Array.isArray(value) && !many) return [`--${name} is given more than once`];
    return type === 'number' && Number.isNaN(value) ? [`--${name} takes a number`] : [];
  });
  if (argument !== undefined) problems.unshift(...problemsOfArgument(argument, argv[argument.name]));
  return rest.length > 0 && !takesRest ? [...problems, `${command} takes nothing after --`] : problems;
}

function problemsOfArgument({ name, choices }: Argument, given: unknown): readonly string[] {
  if (given === undefined) return [`${name} is missing: one of ${choices.join(', ')}`];
  if (typeof given === 'string' && choices.includes(given)) return [];
  return [`${name} cannot be ${JSON.stringify(given)}: one of ${choices.join(', ')}`];
}
