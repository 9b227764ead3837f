import { ownOf } from '../own-of.ts';
import { isMember, iamKeys } from '../standing.ts';
import type { State, Todo } from '../state.ts';
import type { Found, Pass, Reading } from './pass.ts';
import { NOTHING } from './pass.ts';

/** Reads the members of a group. Their keys are then read too: in a whole read those of all, else those of newcomers. */
export async function readGroup({ todo, at }: Reading, pass: Pass): Promise<Found> {
  const { source, name, isWhole } = todo;
  const group = pass.groups.named(source, name);
  const directory = ownOf(pass.directories, source);
  if (group === undefined || directory === undefined) return NOTHING;
  const members = await directory.members(group, pass.signal);
  if (members === undefined) {
    const reason = 'there is no such group';
    const what = { kind: 'group', name: group } as const;
    return { evidence: [{ kind: 'failed', source, at, what, reason, isMissing: true }], todo: [] };
  }
  pass.members.add(members, at);
  const users = members.map(({ id, name: userName }) => ({ id, name: userName }));
  const keys = users
    .filter(({ id }) => isToBeRead(id, pass.state, isWhole))
    .map(({ id }): Todo => ({ kind: 'keys', source, name: id, due: at, failures: 0, isWhole }))
    .filter((each) => !pass.isCovered(each));
  return { evidence: [{ kind: 'members', source, at, group, users }], todo: keys };
}

function isToBeRead(id: string, { users, read }: State, isWhole: boolean): boolean {
  const known = users[id];
  if (known === undefined || !isMember(known)) return true;
  if (!isWhole) return false;
  const keys = iamKeys(known);
  // Another group of the same whole read has had them read before.
  return keys.length === 0 || keys.some(([, seen]) => seen < read.started);
}
