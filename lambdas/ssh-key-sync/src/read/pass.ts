import type { Logger } from '@kmscrypt/lambda';
import type { ConfigGroups } from '../config-groups.ts';
import type { Evidence } from '../evidence.ts';
import type { Directory, Member, ParameterTree } from '../ports.ts';
import { isMember } from '../standing.ts';
import type { State, Todo } from '../state.ts';
import type { Owners } from './key-owner.ts';

/** What one todo is read with. */
export interface Pass {
  readonly state: State;
  readonly groups: ConfigGroups;
  readonly directories: Readonly<Record<string, Directory>>;
  readonly parameters: ParameterTree | undefined;
  readonly members: Members;
  readonly owners: Owners;
  /** Whether it has been read in this pass, or is being read. */
  readonly isCovered: (todo: Todo) => boolean;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** A todo that is being read. */
export interface Reading {
  readonly todo: Todo;
  /** When it began. */
  readonly at: number;
}

/** What came of it. */
export interface Found {
  readonly evidence: readonly Evidence[];
  /** What has to be read because of it. */
  readonly todo: readonly Todo[];
}

/** A todo that is of no use any more. */
export const NOTHING: Found = { evidence: [], todo: [] };

/** Members of groups of the config: what this pass has read of them, and before that what the state has. */
export interface Members {
  /** `at`: when the read began that showed them. */
  add(members: readonly Member[], at: number): void;
  /** Undefined for who is in no such group. */
  find(id: string): KnownMember | undefined;
}

export interface KnownMember {
  readonly name: string;
  /** The read of this pass that showed name and id together. */
  readonly sight?: Sight | undefined;
}

/** That a UserId has a name. Times are in milliseconds since the epoch. */
export interface Sight {
  /** When the read began. */
  readonly at: number;
  /** When the user was created. */
  readonly created?: number | undefined;
}

export function createMembers({ users }: State): Members {
  const fresh = new Map<string, KnownMember>();
  return {
    add: (members, at) => {
      for (const { id, name, created } of members) fresh.set(id, { name, sight: { at, created } });
    },
    find: (id) => {
      const known = users[id];
      return fresh.get(id) ?? (known !== undefined && isMember(known) ? { name: known.name } : undefined);
    },
  };
}
