import type { SyncConfig } from './config.ts';
import type { Problem } from './plan-types.ts';
import type { State } from './state.ts';

/**
 * Why the break-glass user is in no manifest: a user has its UID, now or once, or its login name; undefined where nobody does. Hosts
 * would make one account of the two.
 */
export function breakGlassProblem(
  { users }: Pick<State, 'users'>,
  { breakGlass }: Pick<SyncConfig, 'breakGlass'>,
): Problem | undefined {
  if (breakGlass === undefined) return undefined;
  const { login, uid } = breakGlass;
  for (const user of Object.values(users)) {
    if (user.uid !== uid && user.login !== login) continue;
    const what = user.uid === uid ? `UID ${uid}` : `login name ${login}`;
    const message = `the ${what} is that of ${user.source}:${user.name}; the break-glass user is on no host that has the latest manifest`;
    return { code: 'BREAK_GLASS_TAKEN', subject: login, message };
  }
  return undefined;
}

/** UIDs that break-glass users have had, with that of the config where it is in manifests: none of them is ever a user's. */
export function breakGlassUids(
  { breakGlassUids: known = [] }: Pick<State, 'breakGlassUids'>,
  uid: number | undefined,
): State['breakGlassUids'] {
  const all = uid === undefined || known.includes(uid) ? known : [...known, uid];
  return all.length === 0 ? undefined : all;
}
