import { counted } from '@kmscrypt/lambda';
import type { Change } from '../plan-types.ts';

/** Changes for people: an entry a user, in it a line for what has one reason on the hosts of one group. */
export function changeEntries(changes: readonly Change[]): readonly (readonly string[])[] {
  const byUser = Map.groupBy(changes, ({ user }) => user);
  return [...byUser.values()]
    .toSorted(([one], [other]) => orderOf(one).localeCompare(orderOf(other)))
    .map((own) => {
      const [{ name, login, user } = EMPTY] = own;
      const byReason = Map.groupBy(own, ({ hostGroup, why }) => `${hostGroup}\n${why}`);
      return [
        name === login ? `${login} (${user})` : `${login} (${name}, ${user})`,
        ...[...byReason.values()].map((alike) => `  ${reasonLine(alike)}`),
      ];
    });
}

/** How many users the changes concern, such as `2 users`. */
export function usersIn(changes: readonly Change[]): string {
  return counted(new Set(changes.map(({ user }) => user)).size, 'user');
}

const EMPTY = { name: '', login: '', user: '' };
const RIGHTS = ['login', 'sudo'] as const;

function orderOf(change: Change | undefined): string {
  return `${change?.login ?? ''} ${change?.user ?? ''}`;
}

function reasonLine(alike: readonly Change[]): string {
  const [first] = alike;
  const rights = RIGHTS.filter((right) => alike.some(({ what }) => what === right));
  const keys = alike.flatMap(({ what, key }) => (what === 'key' ? [key ?? ''] : []));
  const what = [
    ...rights,
    ...(keys.length === 0 ? [] : [`${keys.length === 1 ? 'key' : 'keys'} ${keys.join(', ')}`]),
  ];
  return `${first?.hostGroup ?? ''}: ${what.join(', ')}: ${first?.why ?? ''}`;
}
