import type { EventClaim } from '../evidence.ts';
import type { ConfigGroups } from '../config-groups.ts';
import { EVENT_STALE } from '../belief/fact.ts';
import type { Todo } from '../state.ts';
import type { IamCall, IamOperation } from './iam-call.ts';
import type { Names } from './names.ts';

/** What an event says, and what has to be read because of it. Neither: it concerns nobody and nothing here. */
export interface Effect {
  readonly claims: readonly EventClaim['change'][];
  readonly todo: readonly Todo[];
}

export interface World {
  readonly names: Names;
  readonly groups: ConfigGroups;
  readonly now: number;
}

const NONE: Effect = { claims: [], todo: [] };

/**
 * What a call of IAM changes. What it gives to somebody the reads give, by UserId: an event has but a name. A claim is only of who
 * surely has that name; where that is not sure, the user is read.
 */
export function effectOf(call: IamCall, world: World): Effect {
  return EFFECTS[call.operation](call, world);
}

const EFFECTS: Readonly<Record<IamOperation, (call: IamCall, world: World) => Effect>> = {
  AddUserToGroup: (call, world) => membership(call, world, 'joined'),
  RemoveUserFromGroup: (call, world) => membership(call, world, 'left'),
  CreateUser: (call, world) => {
    // Somebody new is in no group yet, but for a namesake of somebody known.
    const isNamesake = world.names.isKnown(call.source, call.user);
    return isNamesake ? { claims: [], todo: [soon(call, world, 'user', call.user)] } : NONE;
  },
  DeleteUser: (call, world) => {
    const user = memberOf(call, world.names);
    const users = endedOf(call, world.names, (id) => !world.names.isIn(id));
    const claims = users.map((each) => ({ type: 'user-deleted', user: each }) as const);
    const isSure = user !== undefined || !world.names.isKnown(call.source, call.user);
    return { claims, todo: isSure ? [] : [soon(call, world, 'user', call.user)] };
  },
  UpdateUser: (call, { names, ...world }) => {
    const to = call.newUser;
    if (to === '') return NONE;
    const user = memberOf(call, names);
    return {
      claims: user === undefined ? [] : [{ type: 'user-renamed', user, to }],
      todo: [soon(call, world, 'user', to)],
    };
  },
  CreateGroup: groupChange,
  DeleteGroup: groupChange,
  UpdateGroup: groupChange,
  UploadSSHPublicKey: keyToRead,
  UpdateSSHPublicKey: (call, world) => (call.isActive ? keyActive(call, world) : keyEnded(call, world)),
  DeleteSSHPublicKey: keyEnded,
};

function memberOf({ source, user: name, at }: IamCall, names: Names): string | undefined {
  return names.memberOf({ source, name, at });
}

/**
 * Of whom an end is claimed: of the member who has the name, and of all others who may be meant and have nothing to lose by it. A read
 * that is too early to show the end would else give them what has ended.
 */
function endedOf(call: IamCall, names: Names, isWithout: (user: string) => boolean): readonly string[] {
  const user = memberOf(call, names);
  const others = names.holdersOf(call.source, call.user).filter((id) => id !== user && isWithout(id));
  return user === undefined ? others : [user, ...others];
}

/** An event keeps what a user had, and gives nothing more: who is not known to be in the group is looked for there at once. */
function membership(call: IamCall, { names, groups, now }: World, type: 'joined' | 'left'): Effect {
  const { source, user: name } = call;
  const group = groups.named(source, call.group);
  if (group === undefined) return NONE;
  const user = memberOf(call, names);
  const isSure = user !== undefined && (type === 'left' || names.isIn(user, group));
  const when = isSure ? settled : soon;
  const todo = [when(call, { now }, 'user', name)];
  if (type === 'left') {
    const users = endedOf(call, names, (id) => !names.isIn(id, group));
    return { claims: users.map((each) => ({ type, user: each, group })), todo };
  }
  const holder = names.holderOf({ source, name, at: call.at });
  if (user !== undefined) return { claims: [{ type, user, group }], todo };
  return { claims: holder === undefined ? [] : [{ type, user: holder, group, isUnsure: true }], todo };
}

function groupChange(call: IamCall, { groups, now }: World): Effect {
  const named = [call.group, call.newGroup].flatMap((group) => groups.named(call.source, group) ?? []);
  return { claims: [], todo: named.map((group) => soon(call, { now }, 'group', group)) };
}

function keyToRead(call: IamCall, { names, now }: World): Effect {
  const user = memberOf(call, names);
  const todo =
    user === undefined ? soon(call, { now }, 'user', call.user) : soon(call, { now }, 'keys', user);
  return { claims: [], todo: [todo] };
}

function keyActive(call: IamCall, world: World): Effect {
  const user = world.names.ownerOf(call.source, call.key);
  if (user === undefined) return keyToRead(call, world);
  return {
    claims: [{ type: 'key-active', user, key: call.key }],
    todo: [settled(call, world, 'keys', user)],
  };
}

/**
 * Also of a key that is not known yet: a read that is too early to show the end would else bring it in. Whose it is does not matter
 * then, as long as it is nobody else's: a key is never given to another user.
 */
function keyEnded(call: IamCall, world: World): Effect {
  const { names } = world;
  const owner = names.ownerOf(call.source, call.key);
  const user = owner ?? memberOf(call, names);
  const users = owner === undefined ? endedOf(call, names, () => true) : [owner];
  return {
    claims: users.map((each) => ({ type: 'key-ended', user: each, key: call.key })),
    todo: user === undefined ? keyToRead(call, world).todo : [settled(call, world, 'keys', user)],
  };
}

type Clock = Pick<World, 'now'>;

/** To be read at once, and a second time where that was too early. */
function soon({ source, at }: IamCall, { now }: Clock, kind: Todo['kind'], name: string): Todo {
  return { kind, source, name, due: now, failures: 0, isWhole: false, since: at };
}

/** To be read when a read surely shows it. */
function settled({ source, at }: IamCall, { now }: Clock, kind: Todo['kind'], name: string): Todo {
  return { kind, source, name, due: Math.max(now, at + EVENT_STALE), failures: 0, isWhole: false, since: at };
}
