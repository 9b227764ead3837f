import type { Config } from '../../../cdk/src/config/schema.ts';
import type { Place } from './clients.ts';

/** Where an environment is deployed, or one of `security`, `logs` and `shared-services`. */
export function placeOf({ accounts, environments, region }: Config, name: string): Place {
  const shared = accounts['shared-services'];
  const account =
    environments.find((each) => each.name === name)?.account ??
    new Map([
      ['security', accounts.security],
      ['logs', accounts.logs ?? shared],
      ['shared-services', shared],
    ]).get(name);
  if (account === undefined) throw new Error(`the config has no account ${name}`);
  return { account, region };
}

/** The same for an environment or, by `mgmt`, what they share. */
export function unitPlaceOf(config: Config, unit: string): Place {
  return placeOf(config, unit === 'mgmt' ? 'shared-services' : unit);
}
