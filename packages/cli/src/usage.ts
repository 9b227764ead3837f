import yargs, { type Argv, type Options as YargsOption } from 'yargs';
import { CliError } from './errors/cli-error.ts';
import { divide, flagWithValue, joinValues, optionWithoutValue, PARSER_CONFIGURATION } from './parse.ts';
import type { AnyCommand } from './table/command.ts';
import { COMMANDS, isCommandName } from './table/commands.ts';
import type { Option } from './table/option.ts';

const WIDEST = 100;
const NARROWEST = 80;

/** The word by which the completion script asks. */
const COMPLETIONS = '--get-yargs-completions';

const EPILOGUE = `Environment:
  KMSCRYPT_KEY_ID        key to encrypt with where no rule of .kmscrypt.yaml matches
  KMSCRYPT_LOCAL_KEY     the local key itself (base64); or KMSCRYPT_LOCAL_KEY_FILE, its path
  KMSCRYPT_REFUSE_LOCAL  1 refuses the local key, for production
  AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_CA_BUNDLE,
  AWS_MAX_ATTEMPTS, HTTPS_PROXY, NO_PROXY and the rest of the AWS SDK's

Exit status: 0 done, 1 a bug, 2 usage or configuration, 3 bad data,
  4 not allowed or not found, 5 throttled or timed out, 6 network,
  7 file or stream, 130 interrupted; of exec: the command's,
  126 it cannot be run, 127 it is not there`;

/**
 * Has yargs answer what is not a command to run: help and completion, as the text for stdout.
 *
 * @param program the name that help calls the program by.
 * @throws CliError `USAGE` that says what is wrong with the arguments.
 */
export async function usage(program: string, args: readonly string[]): Promise<string> {
  const [name] = args;
  const options = isCommandName(name) ? COMMANDS[name].options : {};
  const takesCommand = isCommandName(name) && COMMANDS[name].takesCommand === true;
  const { own, command = [] } = takesCommand ? divide(args) : { own: args };
  const joined = joinValues(own, options);
  const flag = flagWithValue(joined, options);
  const valueless = optionWithoutValue(own, options);
  let problem = flag === undefined ? undefined : `--${flag} takes no value`;
  if (valueless !== undefined) problem = `${valueless} needs a value`;
  const parser = describe(program, (message) => {
    problem ??= message;
  });
  let text = '';
  if (name === 'completion') {
    text = captureLog(() => parser.showCompletionScript());
  } else {
    try {
      await parser.parse(joined, {}, (_error: unknown, _argv: unknown, output: string) => {
        text = output;
      });
    } catch {
      // yargs trips over what every object has, such as --toString.
    }
  }
  // Nothing to complete is an answer, too.
  if (name === COMPLETIONS) return text === '' ? '' : `${text}\n`;
  if (problem === undefined && text !== '') return `${withoutTypes(text).trimEnd()}\n`;
  if (problem?.startsWith(MISSING) === true) problem = missingArgument(name, args);
  if (takesCommand && command.length === 0)
    problem = `a command has to follow --: ${program} ${name} ${BEHIND}`;
  const asked = isCommandName(name) ? `${program} ${name} --help` : `${program} --help`;
  throw new CliError(
    'USAGE',
    isUnknown(name) ? `unknown command: ${name}` : (problem ?? whatIsMissing(own)),
    { hints: [`${asked} lists what there is`] },
  );
}

/** How a command that runs another is written. */
const BEHIND = '[options] -- CMD [ARG..]';

function describe(program: string, onProblem: (message: string) => void): Argv {
  const parser = yargs()
    .scriptName(program)
    .usage('$0 <command> [options]\n\nSecrets encrypted with AWS KMS, kept in git as kmscrypt:: tokens.')
    .locale('en')
    .wrap(Math.max(NARROWEST, Math.min(process.stdout.columns ?? NARROWEST, WIDEST)))
    .strict()
    .exitProcess(false)
    .parserConfiguration(PARSER_CONFIGURATION)
    .completion('completion', 'Print the script that completes this command in bash or zsh')
    .version(false)
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .help()
    .alias('help', 'h')
    .epilogue(EPILOGUE)
    .fail((message, error) => onProblem(inOurWords(oneLine(message || error.message))));
  for (const [name, command] of Object.entries(COMMANDS)) addCommand(parser, name, command);
  return parser;
}

function addCommand(
  parser: Argv,
  name: string,
  { summary, details, positionals = [], takesCommand, options, examples }: AnyCommand,
): void {
  const names = positionals.map(({ name: arg, many, required }) => {
    const text = `${arg}${many ? '..' : ''}`;
    return required ? ` <${text}>` : ` [${text}]`;
  });
  parser.command(`${name}${names.join('')}`, summary, (command) => {
    if (takesCommand) command.usage(`$0 ${name} ${BEHIND}\n\n${summary}`);
    for (const { name: arg, describe: text, choices } of positionals) {
      command.positional(arg, { type: 'string', describe: text, ...(choices && { choices }) });
    }
    for (const [option, { type, describe: text, choices }] of Object.entries(options)) {
      command.option(option, { describe: text, ...YARGS_TYPE[type], ...(choices && { choices }) });
    }
    for (const [line, does] of examples) command.example(`$0 ${line}`, does);
    return command.epilogue(details.join('\n'));
  });
}

const YARGS_TYPE: Readonly<Record<Option['type'], YargsOption>> = {
  flag: { type: 'boolean' },
  value: { type: 'string', requiresArg: true },
  values: { type: 'string', array: true, requiresArg: true },
};

const MISSING = 'Not enough non-option arguments';

/** Which argument is missing, by the number of those that are there. */
function missingArgument(name: string | undefined, args: readonly string[]): string {
  if (!isCommandName(name)) return 'an argument is missing';
  const { positionals = [], options } = COMMANDS[name];
  const given = joinValues(args.slice(1), options).filter((arg) => arg === '-' || !arg.startsWith('-'));
  const { name: missing = 'an argument' } =
    positionals.filter(({ required }) => required)[given.length] ?? {};
  return `${missing} is missing`;
}

/** yargs would call it an unknown argument. */
function isUnknown(name: string | undefined): boolean {
  return name !== undefined && !name.startsWith('-') && !isCommandName(name);
}

/** For what yargs lets pass: no command at all, or an option given twice. */
function whatIsMissing([name, ...rest]: readonly string[]): string {
  if (name === undefined) return 'a command is missing';
  const names = rest.filter((arg) => arg.startsWith('--')).map((arg) => arg.replace(/=.*/s, ''));
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  return twice === undefined ? 'the arguments cannot be read' : `${twice} is given more than once`;
}

/** What every option says of its type in yargs' help is told by its text already. */
function withoutTypes(help: string): string {
  return help.replace(/\s+\[(?:string|boolean|array)\](?: \[required\])?(?: \[default: \[\]\])?(?=\n)/g, '');
}

/** yargs' messages, which read like its source. */
function inOurWords(message: string): string {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1];
  if (unknown !== undefined) return `unknown option or too many arguments: ${unknown}`;
  const [, option, value, choices] =
    /^Invalid values: Argument: (.+?), Given: "(.*)", Choices: (.+)$/.exec(message) ?? [];
  if (option !== undefined) {
    // An argument has its name in capitals.
    const given = option === option.toUpperCase() ? value : `--${option} ${value}`;
    return `${given} is not one of ${choices?.replaceAll('"', '')}`;
  }
  const [, needy] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  return needy === undefined ? message : `--${needy} needs a value`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** yargs prints the completion script itself, so it is listened to. */
function captureLog(print: () => void): string {
  const lines: string[] = [];
  // oxlint-disable-next-line eslint/no-console -- taken over, not written to
  const { log } = console;
  // oxlint-disable-next-line eslint/no-console -- the same
  console.log = (line: string) => {
    lines.push(line);
  };
  try {
    print();
  } finally {
    // oxlint-disable-next-line eslint/no-console -- the same
    console.log = log;
  }
  return lines.join('\n');
}
