import { Spans } from './spans.ts';

/** What is so in IAM and the parameters, and all that ever was. Times are in milliseconds since the epoch. */
export interface Truth {
  /** All that ever were. */
  readonly users: TruthUser[];
  /** The group exists; by `SOURCE:GROUP`. */
  readonly groups: ReadonlyMap<string, Spans>;
  /** What was so of a user, by {@link factOf}. */
  fact(fact: string): Spans;
  facts(): readonly string[];
  create(source: string, name: string, at: number): TruthUser;
  /** With all that is so of it. */
  remove(user: TruthUser, at: number): void;
  addKey(user: TruthUser, key: TruthKey): void;
  nameAt(user: TruthUser, at: number): string | undefined;
  /** Who has the name then. */
  named(source: string, name: string, at: number): TruthUser | undefined;
  /** All that had the name at any time. */
  everNamed(source: string, name: string): readonly TruthUser[];
}

export interface TruthUser {
  /** UserId. */
  readonly id: string;
  readonly source: string;
  readonly life: Spans;
  /** In the order of time. */
  readonly names: { readonly from: number; readonly name: string }[];
  readonly keys: TruthKey[];
}

export interface TruthKey {
  readonly id: string;
  /** As IAM, or the parameter, has it. */
  readonly body: string;
  /** It exists, active or not. */
  readonly life: Spans;
}

/** What may be so of a user: `USERID SOURCE:GROUP`, `USERID KEYID`; as in `Held`. */
export function factOf(user: string, what: string): string {
  return `${user} ${what}`;
}

export function createTruth(groups: readonly string[], at: number): Truth {
  const users: TruthUser[] = [];
  const facts = new Map<string, Spans>();
  const fact = (name: string): Spans => {
    const known = facts.get(name) ?? new Spans();
    facts.set(name, known);
    return known;
  };
  const nameAt: Truth['nameAt'] = ({ life, names }, time) =>
    life.isAt(time) ? names.findLast(({ from }) => from <= time)?.name : undefined;
  const existing = groups.map((group) => {
    const life = new Spans();
    life.begin(at);
    return [group, life] as const;
  });
  return {
    users,
    groups: new Map(existing),
    fact,
    facts: () => [...facts.keys()],
    create: (source, name, from) => {
      const id = `AIDAEXAMPLE${String(users.length + 1).padStart(5, '0')}`;
      const life = new Spans();
      life.begin(from);
      const user: TruthUser = { id, source, life, names: [{ from, name }], keys: [] };
      users.push(user);
      return user;
    },
    remove: (user, time) => {
      user.life.end(time);
      for (const key of user.keys) if (!isParameter(key.id)) key.life.end(time);
      for (const [name, spans] of facts) {
        const [id, what = ''] = name.split(' ');
        if (id === user.id && !isParameter(what)) spans.end(time);
      }
    },
    addKey: (user, key) => void user.keys.push(key),
    nameAt,
    named: (source, name, time) =>
      users.find((user) => user.source === source && nameAt(user, time) === name),
    everNamed: (source, name) =>
      users.filter((user) => user.source === source && user.names.some((each) => each.name === name)),
  };
}

/** A parameter outlives its user. */
export function isParameter(key: string): boolean {
  return key.startsWith('parameter:');
}
