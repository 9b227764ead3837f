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
  const [, command] = /^Unknown commands?: (.+)$/.exec(line) ?? [];
  if (command !== undefined) return `unknown command: ${command}`;
  const [, missing] = /^Missing required arguments?: (.+)$/.exec(line) ?? [];
  if (missing !== undefined) return `--${missing.replaceAll(', ', ', --')} is missing`;
  return line.startsWith('Not enough non-option arguments') ? 'an argument is missing' : line;
}
