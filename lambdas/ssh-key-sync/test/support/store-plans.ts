import type { ManifestPlan, Plan } from '../../src/plan-types.ts';
import { stateOf } from './store-world.ts';

/** A plan that does nothing but what is given. */
export function planOf(plan: Partial<Plan> = {}): Plan {
  return { state: stateOf(), gains: [], losses: [], heldBack: [], problems: [], manifests: [], ...plan };
}

/** A manifest of a host group, to be put and told. */
export function manifestPlanOf(
  hostGroup: string,
  { version = 1, isNew = true }: { readonly version?: number; readonly isNew?: boolean } = {},
): ManifestPlan {
  return {
    manifest: {
      hostGroup,
      version,
      issued: 0,
      expires: 0,
      onExpiry: 'keep',
      endSessions: false,
      users: [],
    },
    text: `group ${hostGroup}\nversion ${version}\n`,
    sha256: 'a'.repeat(64),
    isNew,
  };
}
