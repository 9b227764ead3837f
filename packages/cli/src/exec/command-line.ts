import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { CliError } from '../errors/cli-error.ts';

/** What a decoder puts in the place of bytes that are no UTF-8. */
const REPLACED = '\uFFFD';

/**
 * Checks that the arguments of the command are those that this process was given: what is not UTF-8 reaches a program in
 * JavaScript changed.
 *
 * @throws CliError `INVALID_OPTION`
 */
export function checkCommandLine(
  command: readonly string[],
  readArguments: () => Uint8Array = () => readFileSync('/proc/self/cmdline'),
): void {
  if (!command.some((argument) => argument.includes(REPLACED))) return;
  try {
    if (isUtf8(readArguments())) return;
  } catch {
    // Without /proc it cannot be told.
    return;
  }
  throw new CliError(
    'INVALID_OPTION',
    'an argument of the command is not UTF-8, so it cannot be passed on as it is',
    {
      hints: ['let a shell write it: kmscrypt exec -- sh -c \'exec CMD "$(printf ..)"\''],
    },
  );
}
