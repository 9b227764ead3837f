import type { Config } from '../config/schema.ts';
import { CliError } from './cli-error.ts';
import { isPlaceholder } from './init/placeholder.ts';

/** Where a config has a placeholder instead of an account's number: path, blank, number. */
export function placeholderAccounts({ accounts, environments }: Config): readonly string[] {
  const given = [
    ...Object.entries(accounts).map(([name, account]) => [`accounts.${name}`, account] as const),
    ...environments.map(({ account }, index) => [`environments[${index}].account`, account] as const),
  ];
  return given
    .filter(([, account]) => account !== undefined && isPlaceholder(account))
    .map(([path, account]) => `${path} ${account}`);
}

/**
 * Lets nothing reach AWS while an account is a placeholder: it may be somebody else's, and roles would trust it.
 *
 * @throws CliError `ACCOUNT_PLACEHOLDER` with all of them
 */
export function refusePlaceholders(config: Config): void {
  const places = placeholderAccounts(config);
  if (places.length === 0) return;
  throw new CliError('ACCOUNT_PLACEHOLDER', `placeholders instead of account numbers: ${places.join(', ')}`, {
    hints: [
      'put the numbers of your accounts there, 12 digits in quotes; validate and synth take placeholders',
    ],
  });
}
