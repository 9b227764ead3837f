import { accountId } from '../../config/fields.ts';
import { CliError } from '../cli-error.ts';
import { accountNames, type Layout } from './layout.ts';

/**
 * Reads `NAME=NUMBER`s.
 *
 * @throws CliError `USAGE` for another name than those of the layout, one that is named twice, and what is no number
 */
export function givenAccounts(
  given: readonly string[],
  { layout, environments }: { readonly layout: Layout; readonly environments: readonly string[] },
): ReadonlyMap<string, string> {
  const names = accountNames(layout, environments);
  const accounts = new Map<string, string>();
  const refuse = (message: string): CliError =>
    new CliError('USAGE', message, {
      hints: [
        `with --layout ${layout} the accounts are ${names.join(', ')}: --account ${names[0]}=111111111111`,
      ],
    });
  for (const text of given) {
    const [name = '', number = ''] = text.split(/=(.*)/s);
    if (!names.includes(name)) throw refuse(`--account ${text}: there is no account ${name}`);
    if (accounts.has(name)) throw refuse(`--account ${name} is given more than once`);
    const [issue] = accountId.safeParse(number).error?.issues ?? [];
    if (issue !== undefined) throw refuse(`--account ${text}: '${number}' ${issue.message}`);
    accounts.set(name, number);
  }
  return accounts;
}
