import yargs, { type Argv } from 'yargs';
import { CliError } from './cli-error.ts';
import type { Command, Invocation } from './command.ts';
import { helpOf, wordsOf } from './command-help.ts';
import { invocationOf, problemsOf } from './invocation.ts';
import { refuseUnknown } from './unknown-command.ts';
import { inOurWords, withoutTypes } from './usage-words.ts';

/** What a command line asks for: a command, or a text (help). */
export type CommandLine = { readonly kind: 'text'; readonly text: string } | ChosenCommand;

export interface ChosenCommand {
  readonly kind: 'command';
  readonly command: Command;
  readonly invocation: Invocation;
}

/** What the commands belong to. */
export interface CommandSet {
  readonly program: string;
  /** Lines above the help. */
  readonly usage: readonly string[];
  readonly commands: readonly Command[];
  /** Lines below the help. */
  readonly epilogue: readonly string[];
}

const WIDTH = 100;

/** Nothing is guessed; the names of options are those of the table. */
const PARSING = {
  'boolean-negation': false,
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
 * @throws CliError `USAGE` that says what is wrong with it
 */
export async function readCommandLine(args: readonly string[], set: CommandSet): Promise<CommandLine> {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const rest = args.slice(end + 1);
  refuseUnknown(args[0], set);
  const problems: string[] = [];
  let text = '';
  let chosen: { readonly command: Command; readonly argv: Readonly<Record<string, unknown>> } | undefined;
  const parser = parserOf(set, {
    onProblem: (problem) => problems.push(problem),
    onCommand: (command, argv) => {
      chosen = { command, argv };
    },
  });
  await parser.parse(args.slice(0, end), {}, (_error: unknown, _argv: unknown, output: string) => {
    text = output;
  });
  if (problems.length === 0 && text !== '')
    return { kind: 'text', text: `${withoutTypes(text).trimEnd()}\n` };
  if (chosen !== undefined) problems.push(...problemsOf(chosen.command, chosen.argv, rest));
  const [problem] = problems;
  if (chosen !== undefined && problem === undefined)
    return {
      kind: 'command',
      command: chosen.command,
      invocation: invocationOf(chosen.command, chosen.argv, rest),
    };
  const place = chosen === undefined ? '' : ` ${chosen.command.name}`;
  throw new CliError('USAGE', problem ?? 'a command is missing', {
    hints: [`${set.program}${place} --help says what there is`],
  });
}

function parserOf(
  { program, usage, commands, epilogue }: CommandSet,
  on: {
    readonly onProblem: (message: string) => void;
    readonly onCommand: (command: Command, argv: Readonly<Record<string, unknown>>) => void;
  },
): Argv {
  const parser = yargs()
    .scriptName(program)
    .usage(usage.join('\n'))
    .locale('en')
    .wrap(WIDTH)
    .strict()
    .exitProcess(false)
    .parserConfiguration(PARSING)
    .version(false)
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .help()
    .alias('help', 'h')
    .epilogue(epilogue.join('\n'))
    .fail((message, error) => on.onProblem(inOurWords(message || error.message)));
  for (const command of commands)
    parser.command(
      wordsOf(command),
      command.describe,
      (own) => helpOf(own, command),
      (argv) => on.onCommand(command, argv),
    );
  return parser;
}
