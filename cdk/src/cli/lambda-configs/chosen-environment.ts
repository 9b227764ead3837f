import type { Environment } from '../../config/schema.ts';
import { nearest } from '../../config/nearest.ts';
import { CliError } from '../cli-error.ts';

/** For messages. */
export interface ChosenFor {
  /** Its name. */
  readonly lambda: string;
  /** Of an environment, for which it is there. */
  readonly part: 'sites' | 'updates';
}

/**
 * Of the environments that have a Lambda for themselves, one.
 *
 * @param name default the only one
 * @throws CliError `USAGE`, `LAMBDA_NOT_FOUND`
 */
export function chosenEnvironment<E extends Pick<Environment, 'name'>>(
  environments: readonly E[],
  name: string | undefined,
  { lambda, part }: ChosenFor,
): E {
  const names = environments.map((each) => each.name);
  const [only] = environments;
  if (only === undefined)
    throw new CliError(
      'LAMBDA_NOT_FOUND',
      `the config deploys no ${lambda}: no environment has \`${part}\``,
      { hints: [HINTS[part]] },
    );
  if (name === undefined && environments.length === 1) return only;
  if (name === undefined)
    throw new CliError('USAGE', `--environment is missing: one of ${names.join(', ')}`, {
      hints: [`each environment with ${part} has a Lambda of its own`],
    });
  const found = environments.find((each) => each.name === name);
  if (found !== undefined) return found;
  const meant = nearest(name, names);
  throw new CliError('LAMBDA_NOT_FOUND', `${name} is no environment with ${part}`, {
    hints: [meant === undefined ? `one of ${names.join(', ')}` : `did you mean ${meant}?`],
  });
}

const HINTS: Readonly<Record<ChosenFor['part'], string>> = {
  sites: 'give an environment a `domain` and `sites`',
  updates: 'give an environment `updates`; kmscrypt-cdk init writes an example of it',
};
