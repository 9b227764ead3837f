import type { Draft } from '../draft.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/** Numbers of accounts that are none. */
export function checkAccounts({ accounts, environments }: Draft): readonly Finding[] {
  const uses: readonly (readonly [string, Path])[] = [
    ...Object.entries(accounts).map(([key, number]) => [String(number), ['accounts', key]] as const),
    ...environments.map(({ environment, path }) => [environment.account, [...path, 'account']] as const),
  ];
  return uses
    .filter(([number]) => number === '000000000000')
    .map(([number, path]) => ({
      code: 'ACCOUNT_INVALID',
      path,
      message: `${number} is the number of no account`,
      cure: 'aws sts get-caller-identity tells the number of yours',
    }));
}
