import type { Problem } from '../plan-types.ts';

const HELD = 'kmscrypt-lambda ssh-key-sync held says what, and how to approve it';
const NAMED = 'give the user another login name in `names` of the config';

/** What an operator can do about a problem. */
const CURES: Readonly<Record<Problem['code'], string>> = {
  READ_FAILED:
    'it is tried again, after 1, 2, 4, … 30 minutes; until then nobody loses what it would show. Look at the permissions of the role, and at limits of IAM',
  GROUP_EMPTIED: `if it is meant to be empty, approve it: ${HELD}; else put its members back`,
  GROUP_MISSING: 'make the group again, or take it out of `login` and `sudo` of the config',
  REMOVALS_HELD: `if it is meant, approve it: ${HELD}`,
  NAME_REFUSED: NAMED,
  NAME_TAKEN: NAMED,
  KEY_REFUSED:
    'where it is one too many, delete those that are not needed; else add another key: RSA of at least 2,048 bits in IAM, ed25519 in the tree of parameters; then delete this one',
  UIDS_USED_UP: 'raise `uids.to` of the config',
  MANIFEST_FULL: 'have users delete keys that they do not need, or give the host group fewer groups',
  BREAK_GLASS_TAKEN:
    'give `breakGlass` of the config a `uid` and a `login` that no user has or had; a user can also get another login name in `names`',
  APPROVAL_UNKNOWN: `what is held has changed since, or is gone: ${HELD}`,
};

/** Problems for people: an entry each, with what can be done. */
export function problemEntries(problems: readonly Problem[]): readonly (readonly string[])[] {
  return problems.map(({ code, subject, message }) => [
    `${subject}: ${message} [${code}]`,
    `  cure: ${CURES[code]}`,
  ]);
}
