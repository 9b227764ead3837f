import { LambdaError } from '@kmscrypt/lambda';
import type { State, User } from '../state.ts';
import { nearWords } from './near.ts';

export interface FoundUser {
  /** UserId. */
  readonly id: string;
  readonly user: User;
}

/**
 * The user that an operator means: by UserId, `SOURCE:NAME`, login name or name in IAM.
 *
 * @throws LambdaError `USAGE` where there is none, or more than one
 */
export function findUser(meant: string, { users }: Pick<State, 'users'>): FoundUser {
  const all = Object.entries(users).map(([id, user]) => ({ id, user }));
  for (const isMeant of WAYS) {
    const found = all.filter((each) => isMeant(each, meant));
    // Of who is gone nobody asks, unless by UserId or where nobody else is meant.
    const inGroups = found.filter(({ user }) => Object.values(user.groups).some(holds));
    const [first, ...others] = inGroups.length > 0 ? inGroups : found;
    if (first !== undefined && others.length === 0) return first;
    if (first !== undefined) throw several(meant, [first, ...others]);
  }
  const names = all.flatMap(({ user: { name, login } }) => (login === undefined ? [name] : [name, login]));
  throw new LambdaError('NOT_FOUND', `no user ${JSON.stringify(meant)} is known`, {
    hints: [
      names.length === 0 ? 'nobody is known yet: the state is empty' : nearWords(meant, names),
      'only users in a group of the config, or that have been, are known; kmscrypt-lambda ssh-key-sync plan reads IAM anew',
    ],
  });
}

type Way = (found: FoundUser, meant: string) => boolean;

const WAYS: readonly Way[] = [
  ({ id }, meant) => id === meant,
  ({ user: { source, name } }, meant) => `${source}:${name}` === meant,
  ({ user: { login, name } }, meant) => login === meant || name === meant,
];

function holds({ ended }: { readonly ended?: number | undefined }): boolean {
  return ended === undefined;
}

function several(meant: string, found: readonly FoundUser[]): LambdaError {
  return new LambdaError('USAGE', `${JSON.stringify(meant)} may be ${found.length} users`, {
    hints: [
      `give one of: ${found.map(({ id, user: { source, name } }) => `${id} (${source}:${name})`).join(', ')}`,
    ],
  });
}
