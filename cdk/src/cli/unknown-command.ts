import { nearest } from '../config/nearest.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';

/**
 * Refuses a first word that is no command, which yargs would call an argument too many.
 *
 * @throws CliError `USAGE`
 */
export function refuseUnknown(
  word: string | undefined,
  { program, commands }: { readonly program: string; readonly commands: readonly Pick<Command, 'name'>[] },
): void {
  const names = commands.map(({ name }) => name);
  // Options before a command are yargs' matter, and so is its word `help`.
  if (word === undefined || word.startsWith('-') || word === 'help' || names.includes(word)) return;
  const meant = nearest(word, names);
  throw new CliError('USAGE', `unknown command ${word}`, {
    hints: [
      ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
      `${program} --help says what there is`,
    ],
  });
}
