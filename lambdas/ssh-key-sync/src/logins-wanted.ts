import type { SyncConfig } from './config.ts';
import { OWN } from './config/fields.ts';
import { loginOf } from './login-name.ts';
import { ownOf } from './own-of.ts';

/** A login name, or why there is none: what it maps to cannot be one, or is given to somebody else by the config. */
export type WantedLogin =
  | { readonly login: string }
  | { readonly refused: string; readonly isTaken: boolean };

/** Answers for each user the login name that the config gives, or what the name in IAM maps to. */
export function wantedLogins({
  names,
}: Pick<SyncConfig, 'names'>): (user: { readonly source: string; readonly name: string }) => WantedLogin {
  const given = new Map(Object.entries(names).map(([user, login]) => [login, user]));
  return ({ source, name }) => {
    const own = source === OWN ? ownOf(names, name) : undefined;
    const login = ownOf(names, `${source}:${name}`) ?? own;
    if (login !== undefined) return { login };
    const mapped = loginOf(name);
    if ('refused' in mapped) return { refused: mapped.refused, isTaken: false };
    const other = given.get(mapped.login);
    if (other === undefined) return mapped;
    return {
      refused: `the login name ${mapped.login} is given to ${other} by \`names\``,
      isTaken: true,
    };
  };
}
