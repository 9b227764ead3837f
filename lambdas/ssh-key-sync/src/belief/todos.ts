import type { EventClaim } from '../evidence.ts';
import type { Fact, Todo } from '../state.ts';
import { type Draft, type DraftUser, isMember } from './draft.ts';
import { EVENT_STALE } from './fact.ts';
import { PARAMETER } from './key-fact.ts';

/** How many users of a group are read one by one, rather than the group. */
const MOST_SINGLE = 2;
/** How many users' parameters are read one by one, rather than the tree; a page of it has ten. */
const MOST_OF_TREE = 10;

interface TodoRules {
  /** In milliseconds. */
  readonly confirmAfter: number;
  readonly now: number;
}

/**
 * What has to be seen again: what was missed once; what an event told, for which no read could have been late enough so far; and
 * what nothing is known of yet.
 */
export function wantedTodos(draft: Draft, rules: TodoRules): readonly Todo[] {
  return [
    ...[...draft.members.keys()].flatMap((group) => groupTodos(draft, group, rules)),
    ...treeOnce([...draft.users.values()].flatMap((user) => keyTodos(user, rules))),
    ...draft.claims.flatMap((claim) => claimTodos(draft, claim)),
  ];
}

function groupTodos(draft: Draft, group: string, { confirmAfter, now }: TodoRules): readonly Todo[] {
  const [source = '', name = ''] = split(group);
  const groupRead = draft.groups.get(group);
  // Whole reads look for what was not there.
  if (groupRead === undefined) return draft.missing.has(group) ? [] : [todo('group', source, name, now)];
  const single: Todo[] = [];
  const missed: { readonly user: DraftUser; readonly due: number }[] = [];
  for (const id of draft.members.get(group) ?? []) {
    const user = draft.users.get(id);
    const fact = user?.groups.get(group);
    if (user === undefined || fact === undefined) continue;
    const due = confirmAt(fact, confirmAfter);
    if (due !== undefined) missed.push({ user, due });
    const sure = verifyAt(fact);
    if (sure !== undefined && Math.max(groupRead, user.read ?? 0) < sure) {
      single.push(todo('user', source, user.name, sure));
    }
  }
  // Who is not found by name may have another by now, and still be in the group.
  const isWhole = missed.length > MOST_SINGLE || missed.some(({ user }) => user.gone !== undefined);
  if (isWhole) return [...single, todo('group', source, name, Math.max(...missed.map(({ due }) => due)))];
  return [...single, ...missed.map(({ user, due }) => todo('user', source, user.name, due))];
}

function keyTodos(user: DraftUser, { confirmAfter, now }: TodoRules): readonly Todo[] {
  if (!isMember(user)) return [];
  const { id, source, keysRead } = user;
  if (keysRead === undefined) return [todo('keys', source, id, now)];
  const times = [...user.keys.entries()].flatMap(([key, fact]) => {
    const sure = verifyAt(fact);
    const again = [confirmAt(fact, confirmAfter), sure !== undefined && keysRead < sure ? sure : undefined];
    const found = again.filter((each) => each !== undefined);
    return found.map((due) =>
      key.startsWith(PARAMETER) ? todo('parameters', 'own', id, due) : todo('keys', source, id, due),
    );
  });
  return [...times];
}

/** The whole tree in place of many users of it. */
function treeOnce(todos: readonly Todo[]): readonly Todo[] {
  const ofTree = todos.filter(({ kind }) => kind === 'parameters');
  if (new Set(ofTree.map(({ name }) => name)).size <= MOST_OF_TREE) return todos;
  const due = Math.max(...ofTree.map((each) => each.due));
  return [...todos.filter(({ kind }) => kind !== 'parameters'), todo('parameters', 'own', '', due)];
}

/** Of a user who is in no group as far as is known, the groups have to be read; of a key its body. */
function claimTodos(draft: Draft, { source, at, change }: EventClaim): readonly Todo[] {
  const due = at + EVENT_STALE;
  const user = draft.users.get(change.user);
  if (user === undefined) return [];
  if (change.type === 'joined' || change.type === 'left') return [todo('user', source, user.name, due)];
  return change.type === 'key-active' && isMember(user) ? [todo('keys', source, user.id, due)] : [];
}

function confirmAt({ missed, confirmed, ended }: Fact, confirmAfter: number): number | undefined {
  return missed === undefined || confirmed !== undefined || ended !== undefined
    ? undefined
    : missed + confirmAfter;
}

/** When a read begins that can surely tell whether an event was right. */
function verifyAt({ claimed, begun }: Fact): number | undefined {
  return claimed === undefined && begun === undefined
    ? undefined
    : Math.max(claimed ?? 0, begun ?? 0) + EVENT_STALE;
}

function split(group: string): readonly string[] {
  const at = group.indexOf(':');
  return [group.slice(0, at), group.slice(at + 1)];
}

function todo(kind: Todo['kind'], source: string, name: string, due: number): Todo {
  return { kind, source, name, due, failures: 0, isWhole: false };
}
