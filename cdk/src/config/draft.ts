import type { Path } from './path.ts';
import type { Config, Environment } from './schema.ts';
import { isAmong, type Mended } from './stand-ins.ts';

/** An environment, and where it stands. */
export interface PlacedEnvironment {
  readonly environment: Environment;
  /** `['environments', 1]`. */
  readonly path: Path;
}

/**
 * A config as checks across fields see it. It has the right shape in any case, so that one wrong letter does not hide the other
 * problems: for what has not, something stands in.
 */
export interface Draft extends Omit<Config, 'environments'> {
  readonly environments: readonly PlacedEnvironment[];
  /**
   * Whether what stands there was not written so. What is found at such a path is not told; a check has to ask where something else
   * would be wrong only because of it.
   */
  readonly isStandIn: (path: Path) => boolean;
}

/** Accounts that environments share: an account is another environment's only where it is known to be none of these. */
export const SHARED_ACCOUNTS: readonly Path[] = ['security', 'logs', 'shared-services'].map((key) => [
  'accounts',
  key,
]);

export function draftOf({ config, paths }: Mended): Draft {
  const environments = config.environments.map((environment, index) => {
    return { environment, path: ['environments', index] };
  });
  return { ...config, environments, isStandIn: (path) => isAmong(path, paths) };
}
