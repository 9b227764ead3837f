import yargs, { type Argv, type Options as YargsOption } from 'yargs';
import { LambdaError } from '../error.ts';
import type { OperatorOption } from '../operator.ts';
import type { CommandSet } from './command-set.ts';
import { inOurWords, missingArguments, unknownCommand, withoutTypes } from './usage-words.ts';

/** What a command line asks for: a command, or a text (help). */
export type CommandLine = { readonly kind: 'text'; readonly text: string } | ChosenCommand;

export interface ChosenCommand {
  readonly kind: 'command';
  readonly name: string;
  /** Options and positionals by name; what has neither been given nor a default is absent. */
  readonly values: Readonly<Record<string, unknown>>;
}

const WIDEST = 100;
const NARROWEST = 80;

/** Nothing is guessed; the names of options are those of the table. */
const PARSING = {
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
} as const;

/**
 * Reads a command line.
 *
 * @throws LambdaError `USAGE` that says what is wrong with it
 */
export async function readCommandLine(args: readonly string[], set: CommandSet): Promise<CommandLine> {
  let text = '';
  let problem = unknownCommand(args, set);
  let chosen: ChosenCommand | undefined;
  const parser = describe(set, {
    onProblem: (message) => {
      problem ??= missingArguments(message, { ...set, args }) ?? inOurWords(message);
    },
    onCommand: (command) => {
      chosen = command;
    },
  });
  await parser.parse([...args], {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  if (problem === undefined && text !== '')
    return { kind: 'text', text: `${withoutTypes(text).trimEnd()}\n` };
  if (problem === undefined && chosen !== undefined) return chosen;
  throw new LambdaError('USAGE', problem ?? 'a command is missing', {
    hints: [`${set.program} --help lists what there is`],
  });
}

function describe(
  { program, usage, commands, epilogue }: CommandSet,
  on: {
    readonly onProblem: (message: string) => void;
    readonly onCommand: (command: ChosenCommand) => void;
  },
): Argv {
  const parser = yargs()
    .scriptName(program)
    .usage(usage.join('\n'))
    .locale('en')
    .wrap(Math.max(NARROWEST, Math.min(process.stdout.columns ?? NARROWEST, WIDEST)))
    .strict()
    .exitProcess(false)
    .parserConfiguration(PARSING)
    .version(false)
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .help()
    .alias('help', 'h')
    .epilogue(epilogue.join('\n'))
    .fail((message, error) => on.onProblem(message || error.message));
  for (const { name, describe: summary, positionals = [], options, details = [] } of commands) {
    const words = [name, ...positionals.map((positional) => `<${positional.name}>`)].join(' ');
    parser.command(
      words,
      summary,
      (command) => {
        command.usage(`$0 ${words.replaceAll(/[<>]/g, '')} [options]\n\n${summary}`);
        for (const each of positionals)
          command.positional(each.name, { type: 'string', describe: each.describe });
        for (const [option, spec] of Object.entries(options)) command.option(option, yargsOption(spec));
        return command.epilogue(details.join('\n'));
      },
      (argv) => {
        const named = [...Object.keys(options), ...positionals.map((positional) => positional.name)];
        const values = Object.fromEntries(
          named.flatMap((key) => (argv[key] === undefined ? [] : [[key, argv[key]]])),
        );
        const wrong = Object.entries(options).flatMap(
          ([key, spec]) => problemOf(key, values[key], spec) ?? [],
        );
        for (const message of wrong) on.onProblem(message);
        on.onCommand({ kind: 'command', name, values });
      },
    );
  }
  return parser;
}

function yargsOption({
  type,
  describe: text,
  required = false,
  many = false,
  default: value,
}: OperatorOption): YargsOption {
  return {
    type,
    describe: text,
    ...(required && { demandOption: true }),
    ...(many && { array: true }),
    ...(value !== undefined && { default: value }),
    ...(type !== 'boolean' && { requiresArg: true }),
  };
}

/** What yargs lets pass. */
function problemOf(name: string, value: unknown, { type, many = false }: OperatorOption): string | undefined {
  if (Array.isArray(value) && !many) return `--${name} is given more than once`;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (type === 'number' && values.some((each) => Number.isNaN(each))) return `--${name} takes a number`;
  return undefined;
}
