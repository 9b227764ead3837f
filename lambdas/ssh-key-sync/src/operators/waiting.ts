import { timeText } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { Fact, State, User } from '../state.ts';

/** Something that one read did not show, and that is taken away if a second one does not show it either. */
export interface Waiting {
  /** UserId. */
  readonly user: string;
  /** In IAM. */
  readonly name: string;
  readonly what: 'group' | 'key';
  /** `SOURCE:GROUP`, or the id of a key. */
  readonly subject: string;
  /** When the first read that did not show it began; in milliseconds since the epoch, as all times. */
  readonly missed: number;
  /** From when on a second read counts. */
  readonly from: number;
}

/** What waits for a second read. */
export function waitingIn(
  { users, held }: State,
  { confirmAfter }: Pick<SyncConfig, 'confirmAfter'>,
): readonly Waiting[] {
  const isHeld = new Set(held?.losses);
  return Object.entries(users).flatMap(([id, user]) =>
    factsOf(user).flatMap(({ what, subject, fact: { missed, claimed, ended } }) =>
      missed === undefined || claimed !== undefined || ended !== undefined || isHeld.has(`${id} ${subject}`)
        ? []
        : [{ user: id, name: user.name, what, subject, missed, from: missed + confirmAfter * 1_000 }],
    ),
  );
}

/** For people: an entry a user. */
export function waitingEntries(waiting: readonly Waiting[]): readonly (readonly string[])[] {
  return [...Map.groupBy(waiting, ({ user }) => user).entries()].map(([user, own]) => [
    `${own[0]?.name ?? ''} (${user})`,
    ...own.map((each) => `  ${waitingLine(each)}`),
  ]);
}

export function waitingLine({ what, subject, missed, from }: Waiting): string {
  const thing = what === 'group' ? `membership of ${subject}` : `key ${subject}`;
  return `${thing}: not seen at ${timeText(missed)}; a read that begins at ${timeText(from)} or later decides`;
}

interface NamedFact {
  readonly what: Waiting['what'];
  readonly subject: string;
  readonly fact: Fact;
}

function factsOf({ groups, keys }: User): readonly NamedFact[] {
  return [
    ...Object.entries(groups).map(([subject, fact]) => ({ what: 'group', subject, fact }) as const),
    ...Object.entries(keys).map(([subject, fact]) => ({ what: 'key', subject, fact }) as const),
  ];
}
