/** What yargs' help says of an option's type, default and choices is told by its text already. */
export function withoutTypes(help: string): string {
  return help.replaceAll(/\s+\[(?:string|boolean|number|array|default: \[\]|choices: [^\]]*)\](?=\s|$)/g, '');
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
  const [, option, given, choices] =
    /^Invalid values: Argument: (\S+), Given: (.*), Choices: (.+)$/.exec(line) ?? [];
  return option === undefined
    ? line
    : `--${option} cannot be ${given}: one of ${choices?.replaceAll('"', '')}`;
}
