import type { Problem } from '../plan-types.ts';
import type { State } from '../state.ts';

/** Problems by what they mean for those whom they concern. */
export interface ProblemSections {
  /** Of users who have no access by it. */
  readonly noAccess: readonly Problem[];
  /** Of users who were to get another login name, and keep the one that they have. */
  readonly keepName: readonly Problem[];
  readonly keys: readonly Problem[];
  readonly others: readonly Problem[];
}

/** Problems of one user's login name. */
const NAMES: ReadonlySet<Problem['code']> = new Set(['NAME_REFUSED', 'NAME_TAKEN', 'UIDS_USED_UP']);

export function problemSections(
  problems: readonly Problem[],
  { users }: Pick<State, 'users'>,
): ProblemSections {
  const named = new Set(
    Object.values(users).flatMap(({ source, name, login, groups }) =>
      login !== undefined && Object.values(groups).some(({ ended }) => ended === undefined)
        ? [`${source}:${name}`]
        : [],
    ),
  );
  const sectionOf = ({ code, subject }: Problem): keyof ProblemSections => {
    if (code === 'KEY_REFUSED') return 'keys';
    if (!NAMES.has(code)) return 'others';
    return named.has(subject) ? 'keepName' : 'noAccess';
  };
  const by = Map.groupBy(problems, sectionOf);
  return {
    noAccess: by.get('noAccess') ?? [],
    keepName: by.get('keepName') ?? [],
    keys: by.get('keys') ?? [],
    others: by.get('others') ?? [],
  };
}
