import { placeOf } from './accounts.ts';
import type { Deployment } from './deployment.ts';
import { createUser, type Keys, withMfa } from './sessions.ts';

/** A user of the account `security`. */
export interface Person {
  readonly keys: Keys;
  /** With a second factor. */
  readonly session: Keys;
}

/**
 * Members of groups, one each, made when they are first asked for.
 *
 * @param prefix of their names, such as `reader-of`
 */
export function membersOf(
  deployment: () => Pick<Deployment, 'clients' | 'config' | 'endpoint'>,
  prefix: string,
): (group: string) => Promise<Person> {
  const people = new Map<string, Person>();
  return async (group) => {
    const known = people.get(group);
    if (known !== undefined) return known;
    const { clients, config, endpoint } = deployment();
    const security = clients(placeOf(config, 'security'));
    const user = `${prefix}-${group}`;
    const keys = await createUser(security, user, group === 'nothing' ? [] : [group]);
    const person = { keys, session: await withMfa(security, { endpoint, user, keys }) };
    people.set(group, person);
    return person;
  };
}
