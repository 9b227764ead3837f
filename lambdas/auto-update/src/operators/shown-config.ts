import { fleetsOf, type UpdateConfig } from '../config.ts';

/** The config with the policy that each fleet follows, all defaults in it. */
export function shownConfig(config: UpdateConfig): UpdateConfig {
  const fleets = fleetsOf(config).map(({ name, ...fleet }) => [name, fleet]);
  return { ...config, fleets: Object.fromEntries(fleets) };
}
