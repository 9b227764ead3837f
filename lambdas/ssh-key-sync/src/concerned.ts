import type { Evidence } from './evidence.ts';
import { ownOf } from './own-of.ts';
import type { RunReport } from './run-report.ts';

/**
 * Whether something about a user was read in a run, or told by an event. Asked by `SOURCE:NAME`, or by the id of a key of that user; a
 * key of the tree of parameters is of all who have one of that name.
 */
export function concernedIn({
  rounds,
  state: { users },
}: Pick<RunReport, 'rounds' | 'state'>): (subject: string) => boolean {
  const ids = new Set(rounds.flatMap(({ evidence }) => evidence.flatMap(usersOf)));
  const subjects = new Set(
    [...ids].flatMap((id) => {
      const user = ownOf(users, id);
      return user === undefined ? [] : [`${user.source}:${user.name}`, ...Object.keys(user.keys)];
    }),
  );
  return (subject) => subjects.has(subject);
}

/** UserIds. */
function usersOf(evidence: Evidence): readonly string[] {
  if (evidence.kind === 'members') return evidence.users.map(({ id }) => id);
  if (evidence.kind === 'user') return [evidence.id];
  if (evidence.kind === 'keys') return [evidence.user];
  if (evidence.kind === 'parameters')
    return [
      ...(evidence.user === undefined ? [] : [evidence.user]),
      ...evidence.keys.map(({ user }) => user),
    ];
  return evidence.kind === 'event' ? [evidence.change.user] : [];
}
