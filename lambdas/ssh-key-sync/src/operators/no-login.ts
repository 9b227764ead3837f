import type { SyncConfig } from '../config.ts';
import { wantedLogins } from '../logins-wanted.ts';
import type { State } from '../state.ts';
import type { FoundUser } from './find-user.ts';

/** Why a user with a group and a key has no login name, as far as the state can tell. */
export function whyNoLogin(
  { id, user }: FoundUser,
  { state, config }: { readonly state: Pick<State, 'users' | 'nextUid'>; readonly config: SyncConfig },
): string {
  const wantedOf = wantedLogins(config);
  const wanted = wantedOf(user);
  if ('refused' in wanted) return `${wanted.refused}; \`names\` of the config can give another`;
  const { login } = wanted;
  if (login === config.breakGlass?.login) return `${login} is that of the break-glass user`;
  const others = Object.entries(state.users).filter(
    ([other, { groups }]) => other !== id && Object.values(groups).some(({ ended }) => ended === undefined),
  );
  const holder = others.find((other) => other[1].login === login)?.[1];
  if (holder !== undefined) {
    return `${login} is that of ${holder.source}:${holder.name}; \`names\` of the config can give another`;
  }
  if (user.uid === undefined && state.nextUid > config.uids.to) return 'no UID is left: raise `uids.to`';
  const rival = others.find(([, other]) => {
    const theirs = wantedOf(other);
    return other.login === undefined && 'login' in theirs && theirs.login === login;
  })?.[1];
  return rival === undefined
    ? `${login} is given by the next run, unless something is in doubt by then; plan shows it`
    : `${login} is asked for by ${rival.source}:${rival.name}, too; \`names\` of the config can give another`;
}
