import { CliError } from '../errors/cli-error.ts';

/**
 * Makes the test of which variables are decrypted: those of `only`, all where it is empty, less those of `except`. Each is
 * a name, in which `*` stands for any characters.
 *
 * @throws CliError `USAGE` for an empty one
 */
export function chosenNames(only: readonly string[], except: readonly string[]): (name: string) => boolean {
  const wanted = patternsOf('--only', only);
  const left = patternsOf('--except', except);
  return (name) =>
    (wanted.length === 0 || wanted.some((pattern) => pattern.test(name))) &&
    !left.some((pattern) => pattern.test(name));
}

function patternsOf(option: string, names: readonly string[]): readonly RegExp[] {
  return names.map((name) => {
    if (name === '') {
      throw new CliError(
        'USAGE',
        `${option} takes the name of a variable, and got an empty text; is a variable unset?`,
      );
    }
    const pieces = name.split('*').map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
    return new RegExp(`^${pieces.join('.*')}$`, 'su');
  });
}

/** Those of `only` that no name fits: a variable that is not set here, or a mistake in writing. */
export function unmatchedNames(only: readonly string[], names: readonly string[]): readonly string[] {
  const patterns = patternsOf('--only', only);
  return only.filter((_, index) => !names.some((name) => patterns[index]?.test(name)));
}
