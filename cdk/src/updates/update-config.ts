import type { Config } from '../config/schema.ts';
import type { Updates } from '../config/updates-schema.ts';
import { namesOf } from '../names.ts';
import { imageParameterName, promotionTableName, updateNames } from './update-names.ts';

/** Of a config, what the Lambda's own depends on. */
export interface UpdatePlaces {
  readonly name: string;
  readonly region: string;
  readonly accounts: Config['accounts'];
  /** In the order in which versions are promoted. */
  readonly environments: readonly UpdatedEnvironment[];
}

export interface UpdatedEnvironment {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly updates?: Updates | undefined;
}

/** The config of the Lambda auto-update, as its README has it: what is written, with table, document, topic and promotion. */
export function updateConfig(
  environment: UpdatedEnvironment & { readonly updates: Updates },
  places: UpdatePlaces,
): Readonly<Record<string, unknown>> {
  const { name, region, accounts } = places;
  const own = { name, environment: environment.name };
  const { updates: table, promotionRole, externalId } = updateNames(own);
  const { fleets, after: _after, quietDays, hostRoles: _hostRoles, ...rest } = environment.updates;
  const after = beforeOf(environment, places.environments);
  return {
    environment: environment.name,
    table,
    document: table,
    // Configs are of this partition alone: checks/zones.ts.
    topic: `arn:aws:sns:${region}:${environment.account}:${namesOf(places).alarmTopic}`,
    promotion: {
      table: promotionTableName(name),
      role: `arn:aws:iam::${accounts['shared-services']}:role/${promotionRole}`,
      externalId,
      ...(after === undefined ? {} : { after }),
      ...(quietDays === undefined ? {} : { quietDays }),
    },
    ...rest,
    fleets: Object.fromEntries(
      Object.entries(fleets).map(([fleet, each]) => [
        fleet,
        each.mode === 'refresh' ? { ...each, current: imageParameterName({ ...own, fleet }) } : each,
      ]),
    ),
  };
}

/** The environment that has to have gone before; undefined: this one is the first. */
export function beforeOf(
  { name, updates }: UpdatedEnvironment,
  environments: readonly UpdatedEnvironment[],
): string | undefined {
  if (updates?.after !== undefined) return updates.after;
  const index = environments.findIndex((each) => each.name === name);
  return environments.slice(0, Math.max(index, 0)).findLast((each) => each.updates !== undefined)?.name;
}

/** Whether its hosts are updated. */
export function isUpdated<E extends UpdatedEnvironment>(
  environment: E,
): environment is E & { readonly updates: Updates } {
  return environment.updates !== undefined;
}
