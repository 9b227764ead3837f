import yargsParser from 'yargs-parser';
import type { Command, Positional } from './table/command.ts';
import type { Option, OptionValues } from './table/option.ts';

/** A command line as the table reads it, or that it is not to be read: usage.ts then says why. */
export type Parsed<Options extends Readonly<Record<string, Option>>> =
  | {
      readonly ok: true;
      readonly options: OptionValues<Options>;
      readonly args: readonly string[];
      readonly help: boolean;
    }
  | { readonly ok: false };

/** How both yargs-parser and yargs read arguments: every value is text, nothing is guessed. */
export const PARSER_CONFIGURATION = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': false,
  'short-option-groups': false,
} as const;

/**
 * Joins `--name value` to `--name=value` for options that take a value, so that a value may begin with a dash:
 * `--plaintext "$(cat key.pem)"` is `-----BEGIN …`, which the parsers would take for an option.
 */
export function joinValues(args: readonly string[], options: Readonly<Record<string, Option>>): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') return [...joined, ...args.slice(index)];
    const name = arg.startsWith('--') ? arg.slice(2) : '';
    const next = args[index + 1];
    if (Object.hasOwn(options, name) && options[name]?.type !== 'flag' && next !== undefined) {
      joined.push(`${arg}=${next}`);
      index += 1;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/**
 * The first option whose value is the name of another option: an unset variable (`--key-id $UNSET --plaintext x`) would
 * make the secret a file name. `--name=--other` says that it is meant.
 */
export function optionWithoutValue(
  args: readonly string[],
  options: Readonly<Record<string, Option>>,
): string | undefined {
  const isOption = (arg: string | undefined): boolean =>
    arg?.startsWith('--') === true && Object.hasOwn(options, arg.slice(2).replace(/=.*/s, ''));
  const takesValue = (arg: string): boolean => isOption(arg) && options[arg.slice(2)]?.type !== 'flag';
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  for (let index = 0; index < end; index += 1) {
    const arg = args[index] ?? '';
    if (arg.includes('=') || !takesValue(arg)) continue;
    if (isOption(args[index + 1])) return arg;
    index += 1;
  }
  return undefined;
}

/** The first flag that was given a value, which the parsers would take for false whatever it says. */
export function flagWithValue(
  joined: readonly string[],
  options: Readonly<Record<string, Option>>,
): string | undefined {
  const before = joined.includes('--') ? joined.slice(0, joined.indexOf('--')) : joined;
  const names = before.flatMap((arg) => /^--([^=]+)=/.exec(arg)?.[1] ?? []);
  return names.find(
    (name) => name === 'help' || (Object.hasOwn(options, name) && options[name]?.type === 'flag'),
  );
}

/** A command line that `--` divides, for a command that runs another. */
export interface Divided {
  readonly own: readonly string[];
  /** What stands behind the first `--`, as it is; undefined where there is none. */
  readonly command: readonly string[] | undefined;
}

/** Divides at the first `--`, also where an option before it lacks its value. */
export function divide(args: readonly string[]): Divided {
  const end = args.indexOf('--');
  return end === -1
    ? { own: args, command: undefined }
    : { own: args.slice(0, end), command: args.slice(end + 1) };
}

/** Reads the arguments of one command. */
export function parse<Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  command: Pick<Command<Options>, 'options' | 'positionals' | 'takesCommand'>,
): Parsed<Options> {
  if (!command.takesCommand) return parseOwn(args, command);
  const { own, command: rest = [] } = divide(args);
  const parsed = parseOwn(own, { options: command.options });
  if (!parsed.ok || parsed.help) return parsed;
  return rest.length === 0 ? { ok: false } : { ...parsed, args: rest };
}

function parseOwn<Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  { options, positionals = [] }: Pick<Command<Options>, 'options' | 'positionals'>,
): Parsed<Options> {
  const names = (type: Option['type']): string[] =>
    Object.entries(options).flatMap(([name, option]) => (option.type === type ? [name] : []));
  const values = [...names('value'), ...names('values')];
  const joined = joinValues(args, options);
  if (flagWithValue(joined, options) !== undefined || optionWithoutValue(args, options) !== undefined) {
    return { ok: false };
  }
  const { argv, error } = yargsParser.detailed(joined, {
    string: values,
    array: names('values'),
    boolean: [...names('flag'), 'help'],
    narg: Object.fromEntries(values.map((name) => [name, 1])),
    configuration: PARSER_CONFIGURATION,
  });
  const { _: rest, ...given } = argv;
  const fits = ([name, value]: [string, unknown]): boolean => {
    if (name === 'help') return typeof value === 'boolean';
    if (!Object.hasOwn(options, name)) return false;
    const { type, choices } = options[name] ?? { type: 'flag' };
    if (type === 'flag') return typeof value === 'boolean';
    if (type === 'values') return Array.isArray(value);
    return typeof value === 'string' && (choices === undefined || choices.includes(value));
  };
  const positionalArgs = rest.map(String);
  const asked = given['help'] === true;
  if (error !== null || !Object.entries(given).every(fits)) return { ok: false };
  if (!asked && !fitPositionals(positionalArgs, positionals)) return { ok: false };
  const absent = Object.fromEntries([
    ...names('flag').map((name) => [name, false]),
    ...names('values').map((name) => [name, []]),
  ]);
  const { help, ...parsed } = { ...absent, ...given };
  return {
    ok: true,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `fits` has just compared every value with the table
    options: parsed as OptionValues<Options>,
    args: positionalArgs,
    help: help === true,
  };
}

function fitPositionals(args: readonly string[], positionals: readonly Positional[]): boolean {
  const least = positionals.filter(({ required }) => required).length;
  const most = positionals.at(-1)?.many ? Infinity : positionals.length;
  const isChoice = (arg: string, index: number): boolean =>
    positionals[index]?.choices?.includes(arg) ?? true;
  return args.length >= least && args.length <= most && args.every(isChoice);
}
