import { ownOf } from '../own-of.ts';
import type { Directory, ListedKey } from '../ports.ts';
import { iamKeys } from '../standing.ts';
import type { Todo, User } from '../state.ts';
import { surelyOwned } from './key-owner.ts';
import type { Found, Pass, Reading, Sight } from './pass.ts';
import { NOTHING } from './pass.ts';

interface Asked {
  readonly directory: Directory;
  /** UserId. */
  readonly id: string;
  /** In IAM. */
  readonly name: string;
}

/**
 * Reads the active keys of a member of groups of the config; bodies only of keys that are not in the state. Keys are listed by name,
 * and a name may have been, or have become, somebody else's: a new key counts when the read surely shows that it is this user's.
 */
export async function readKeys({ todo, at }: Reading, pass: Pass): Promise<Found> {
  const { source, name: id } = todo;
  const member = pass.members.find(id);
  const directory = ownOf(pass.directories, source);
  if (member === undefined || directory === undefined) return NOTHING;
  const asked = { directory, id, name: member.name };
  const listed = await directory.keys(member.name, pass.signal);
  if (listed === undefined) return strayed(asked, { todo, at }, pass);
  const known = pass.state.users[id];
  const isKnown = (key: string): boolean =>
    known?.keys[key]?.body !== undefined || known?.keys[key]?.refused !== undefined;
  const active = listed.filter((key) => key.isActive && !pass.owners.isOfAnother(key.id, id));
  const settled = pass.owners.settled(id, member.name);
  const isContested = pass.owners.isContested({ id, source, name: member.name });
  const sureOf = (key: ListedKey, { created }: Pick<Sight, 'created'>): number =>
    Math.max(settled, surelyOwned(key, { created, isContested }));
  let { sight } = member;
  const isSeen = ({ at: seen, created }: Sight): boolean =>
    active.every((key) => isKnown(key.id) || sureOf(key, { created }) <= seen);
  if (sight === undefined ? isChanged(active, known) : !isSeen(sight)) {
    const now = await directory.user(member.name, pass.signal);
    if (now?.id !== id) return strayed(asked, { todo, at }, pass);
    sight = { at, created: now.created };
  }
  const keys: { readonly id: string; readonly body?: string | undefined }[] = [];
  const unsure: number[] = [];
  for (const key of active) {
    const sure = isKnown(key.id) || sight === undefined ? 0 : sureOf(key, sight);
    if (isKnown(key.id)) {
      keys.push({ id: key.id });
    } else if (sight !== undefined && sure > sight.at) {
      unsure.push(sure);
    } else {
      const read = await directory.body(member.name, key.id, pass.signal);
      if (read !== undefined) keys.push({ id: key.id, body: read });
    }
  }
  const evidence = [{ kind: 'keys', source, at, user: id, keys }] as const;
  if (unsure.length === 0) return { evidence, todo: [] };
  return { evidence, todo: [{ ...todo, due: Math.max(...unsure), failures: 0, isWhole: false }] };
}

function isChanged(active: readonly ListedKey[], known: User | undefined): boolean {
  const before = new Set(known === undefined ? [] : iamKeys(known).map(([key]) => key));
  return active.length !== before.size || active.some(({ id }) => !before.has(id));
}

/** The name is not this user's any more. Groups list ids: they tell whether the user is there, and under which name. */
function strayed({ id, name }: Asked, { todo, at }: Reading, pass: Pass): Found {
  const { source } = todo;
  pass.logger.warn('a user of IAM has another name, or is gone: the groups are read again', {
    source,
    name,
    id,
  });
  const groups = Object.entries(pass.state.users[id]?.groups ?? {}).flatMap(([ref, { ended }]) => {
    const group = ended === undefined ? pass.groups.named(source, ref.slice(source.length + 1)) : undefined;
    return group === undefined ? [] : [group];
  });
  const again = (group: string): Todo => ({
    kind: 'group',
    source,
    name: group,
    due: at,
    failures: 0,
    isWhole: false,
  });
  return { evidence: [], todo: groups.map(again).filter((each) => !pass.isCovered(each)) };
}
