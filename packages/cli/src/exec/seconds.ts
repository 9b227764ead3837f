import { CliError } from '../errors/cli-error.ts';

/** A day: more is a mistake, such as milliseconds. */
const MOST_SECONDS = 86_400;

/**
 * Reads seconds, such as `30` or `0.5`, as milliseconds.
 *
 * @throws CliError `USAGE`
 */
export function milliseconds(
  option: string,
  text: string | undefined,
  { least }: { readonly least: 'zero' | 'more' },
): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : NaN;
  if (seconds <= MOST_SECONDS && (seconds > 0 || (seconds === 0 && least === 'zero'))) return seconds * 1000;
  const range = least === 'zero' ? 'from 0' : 'more than 0,';
  throw new CliError(
    'USAGE',
    `${option} takes seconds, ${range} to ${MOST_SECONDS}, not ${JSON.stringify(text)}`,
  );
}
