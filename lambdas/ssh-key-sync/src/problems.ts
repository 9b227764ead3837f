import { counted } from '@kmscrypt/lambda';
import { usableKeys } from './access.ts';
import type { Adoption } from './adoption.ts';
import { type Draft, type DraftUser, isMember } from './belief/draft.ts';
import { holds } from './belief/fact.ts';
import type { ReadFailure } from './evidence.ts';
import { keysGiven, type LeftOut, MOST_BYTES, MOST_KEYS } from './manifest-room.ts';
import type { Problem } from './plan-types.ts';
import type { Removals } from './removals.ts';
import type { Held } from './state.ts';

export interface ProblemsInput {
  readonly failures: readonly ReadFailure[];
  readonly removals: Removals;
  readonly adoption: Pick<Adoption, 'held' | 'approved' | 'missing'>;
  readonly draft: Draft;
  /** Of names and UIDs, also those of the break-glass user. */
  readonly logins: readonly Problem[];
  /** What manifests have no room for. */
  readonly full: readonly LeftOut[];
}

/** All that keeps somebody or something from what the config means. */
export function problemsOf({
  failures,
  removals,
  adoption,
  draft,
  logins,
  full,
}: ProblemsInput): readonly Problem[] {
  const { held, emptied, unused } = removals;
  return [
    ...failures.filter((each) => each.isMissing !== true || !adoption.missing.has(groupOf(each))).map(failed),
    ...[...adoption.missing].map(notThere),
    ...[held, adoption.held].flatMap((each) => (each === undefined ? [] : [heldBack(each)])),
    ...emptied.map((group) => problem('GROUP_EMPTIED', group, 'has nobody left, and no event says why')),
    ...unused
      .filter((id) => id !== adoption.approved)
      .map((id) =>
        problem('APPROVAL_UNKNOWN', id, 'lets nothing go: it is not what is held back now, or a read failed'),
      ),
    ...logins,
    ...full.map(noRoom),
    ...[...draft.users.values()].flatMap((user) => [...refusedKeys(user), ...keysTooMany(user)]),
  ];
}

const REASONS = {
  cap: 'more than one run may take away',
  'empty-group': 'a group has nobody left all at once',
  config: 'the config has changed, and takes away more than one run may',
} as const;

function heldBack({ id, losses, users, reason }: Held): Problem {
  const what = `${counted(losses.length, 'removal')}, of ${counted(users.length, 'user')}`;
  return problem('REMOVALS_HELD', id, `held back: ${what}: ${REASONS[reason]}`);
}

function notThere(group: string): Problem {
  const kept = 'the host groups that the config now gives it to go on with the groups that they had';
  return problem('GROUP_MISSING', group, `does not exist in IAM: ${kept}`);
}

function groupOf({ source, what }: Pick<ReadFailure, 'source' | 'what'>): string {
  return `${source}:${what.name}`;
}

function failed({ source, what, isMissing, reason }: ReadFailure): Problem {
  const subject = groupOf({ source, what });
  if (isMissing === true)
    return problem(
      'GROUP_MISSING',
      subject,
      'does not exist in IAM: its members keep what they have; removals of others wait for a run without a failed read',
    );
  return problem(
    'READ_FAILED',
    `${what.kind} ${subject}`,
    `${reason}; what it would have shown stays, and removals wait for a run without a failed read`,
  );
}

function* refusedKeys(user: DraftUser): Generator<Problem> {
  if (!isMember(user)) return;
  for (const [id, key] of user.keys) {
    if (holds(key) && key.refused !== undefined) {
      yield problem('KEY_REFUSED', id, `key of ${user.source}:${user.name} is refused: ${key.refused}`);
    }
  }
}

function* keysTooMany(user: DraftUser): Generator<Problem> {
  if (user.keys.size <= MOST_KEYS || !isMember(user)) return;
  const keys = usableKeys({ keys: Object.fromEntries(user.keys) });
  const given = new Set(keysGiven(keys));
  for (const key of keys) {
    if (given.has(key)) continue;
    const why = `opens nothing, as hosts take ${MOST_KEYS} keys of a user`;
    yield problem('KEY_REFUSED', key.id, `key of ${user.source}:${user.name} ${why}: one of ${keys.length}`);
  }
}

const MOST_NAMED = 3;

function noRoom({ hostGroup, keys, logins }: LeftOut): Problem {
  const named = logins.slice(0, MOST_NAMED).join(', ');
  const what = `${counted(keys, 'key')} of ${counted(logins.length, 'user')} (${named}${logins.length > MOST_NAMED ? ', …' : ''})`;
  const most = `${MOST_BYTES / 1_048_576} MiB`;
  return problem('MANIFEST_FULL', hostGroup, `its manifest has no room for ${what}: hosts take ${most}`);
}

function problem(code: Problem['code'], subject: string, message: string): Problem {
  return { code, subject, message };
}
