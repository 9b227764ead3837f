import type { CommandSet } from './command-set.ts';

/** What every option says of its type in yargs' help is told by its text already. */
export function withoutTypes(help: string): string {
  return help.replaceAll(/\s+\[(?:string|boolean|number|array)\](?=\s|$)/g, '');
}

/** yargs' messages, which read like its source. */
export function inOurWords(message: string): string {
  const line = message.replaceAll(/\s*\n\s*/g, ' ').trim();
  const [, needy] = /^Not enough arguments following: (.+)$/.exec(line) ?? [];
  if (needy !== undefined) return `--${needy} needs a value`;
  const [, unknown] = /^Unknown arguments?: (.+)$/.exec(line) ?? [];
  if (unknown !== undefined) return `unknown option, or too many arguments: ${unknown}`;
  const [, missing] = /^Missing required arguments?: (.+)$/.exec(line) ?? [];
  if (missing !== undefined) return `--${missing.replaceAll(', ', ', --')} is missing`;
  return line;
}

/** What is said where the first word is no command; undefined where it is one, or an option. */
export function unknownCommand(
  [word]: readonly string[],
  { commands }: Pick<CommandSet, 'commands'>,
): string | undefined {
  const names = commands.map(({ name }) => name);
  if (word === undefined || word.startsWith('-') || names.includes(word)) return undefined;
  return `there is no command ${word}; commands: ${names.join(', ')}`;
}

/** Which arguments are missing, where yargs says no more than how many there are. */
export function missingArguments(
  message: string,
  { args, commands }: Pick<CommandSet, 'commands'> & { readonly args: readonly string[] },
): string | undefined {
  const [, got] = /^Not enough non-option arguments: got (\d+)/.exec(message) ?? [];
  if (got === undefined) return undefined;
  const { positionals = [] } = commands.find(({ name }) => args.includes(name)) ?? {};
  const names = positionals.slice(Number(got)).map(({ name }) => name);
  if (names.length === 0) return 'an argument is missing';
  return `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} missing`;
}
