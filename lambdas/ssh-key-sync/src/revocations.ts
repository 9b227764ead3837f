import type { Change, ManifestPlan } from './plan-types.ts';
import type { Revocation, State } from './state.ts';

export interface RevocationsInput {
  readonly state: Pick<State, 'revocations'>;
  readonly losses: readonly Change[];
  /** By UserId: when it ended, as far as is known. */
  readonly since: ReadonlyMap<string, number>;
  readonly plans: readonly ManifestPlan[];
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Those that hosts have not been seen to have, with those of this run: one of each user in each host group. */
export function revocationsAfter({
  state,
  losses,
  since,
  plans,
  now,
}: RevocationsInput): readonly Revocation[] {
  const versions = new Map(plans.map(({ manifest }) => [manifest.hostGroup, manifest.version]));
  const added = new Map<string, Revocation>();
  for (const { user, hostGroup } of losses) {
    const version = versions.get(hostGroup);
    if (version === undefined) continue;
    added.set(`${user} ${hostGroup}`, {
      user,
      hostGroup,
      version,
      since: since.get(user) ?? now,
      issued: now,
    });
  }
  return added.size === 0 ? state.revocations : [...state.revocations, ...added.values()];
}
