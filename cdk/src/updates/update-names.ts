/** Physical names of what updates the hosts of an environment. */
export interface UpdateNames {
  /** Of the Lambda, its role, queue, table and document. */
  readonly updates: string;
  /** Of the role in shared-services by which it tells other environments what it has run well with. */
  readonly promotionRole: string;
  /** What the trust of that role asks for. */
  readonly externalId: string;
  /** Path of its parameters, without a slash at its end. */
  readonly parameters: string;
}

export interface UpdateNamesOptions {
  /** Of the config. */
  readonly name: string;
  /** Of the environment. */
  readonly environment: string;
}

/** Known before anything is deployed, so that the config of the Lambda can be a file. */
export function updateNames({ name, environment }: UpdateNamesOptions): UpdateNames {
  const updates = `${name}-${environment}-auto-update`;
  return {
    updates,
    promotionRole: `${updates}-promotions`,
    externalId: updates,
    parameters: `/${name}/${environment}/auto-update`,
  };
}

export interface UpdatedImageOptions extends UpdateNamesOptions {
  /** Of the fleet, of mode `refresh`. */
  readonly fleet: string;
}

/** The SSM parameter with the id of the image that a fleet has run well with: the Lambda auto-update writes it, and a first deployer once. */
export function imageParameterName({ fleet, ...options }: UpdatedImageOptions): string {
  return `${updateNames(options).parameters}/${fleet}/image`;
}

/** Of the table in shared-services in which environments say what they have run well with. */
export function promotionTableName(name: string): string {
  return `${name}-auto-update-promotions`;
}

/** What all of it is called, in every environment. */
export function updatesPattern(name: string): string {
  return `${name}-*auto-update*`;
}

/** Of the tag that hosts of clusters, and launch templates, have: its value is the environment. */
export const UPDATE_TAG = 'auto-update';
