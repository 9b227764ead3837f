import { timeText } from '@kmscrypt/lambda';
import type { HostGroup } from '../config.ts';
import type { Fact, State, User } from '../state.ts';
import { groupDoubt } from './unread-groups.ts';

type Groups = Pick<HostGroup, 'login' | 'sudo'>;

/** Whether a user is in any of the groups. */
export function isInGroups({ groups }: Pick<User, 'groups'>, { login, sudo }: Groups = NONE): boolean {
  return [...login, ...sudo].some((name) => groups[name] !== undefined && groups[name].ended === undefined);
}

export interface GroupContext {
  /** The host group; undefined where the config has it no more. */
  readonly of: Groups | undefined;
  readonly state: Pick<State, 'groups' | 'missing' | 'todo'>;
}

/** Which groups give which right, and whether the user is in them. */
export function groupLines(
  { groups }: Pick<User, 'groups'>,
  { of: { login, sudo } = NONE, state }: GroupContext,
): readonly string[] {
  const lineOf = (name: string, right: string): string => {
    const doubt = groupDoubt(name, state);
    return `${name} gives ${right}: ${membership(groups[name])}${doubt === undefined ? '' : ` (${doubt})`}`;
  };
  return [...sudo.map((name) => lineOf(name, 'sudo')), ...login.map((name) => lineOf(name, 'login'))];
}

const NONE: Groups = { login: [], sudo: [] };

function membership(fact: Fact | undefined): string {
  if (fact === undefined) return 'not a member';
  return fact.ended === undefined
    ? `member, last seen at ${timeText(fact.seen)}`
    : `not a member any more since ${timeText(fact.ended)}`;
}
