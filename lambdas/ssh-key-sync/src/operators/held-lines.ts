import { counted, timeText } from '@kmscrypt/lambda';
import { PARAMETER } from '../belief/key-fact.ts';
import { isTreeOut } from '../belief/tree-out.ts';
import type { Fact, Held, State } from '../state.ts';

const REASONS: Readonly<Record<Held['reason'], string>> = {
  cap: 'that was more than `removals` of the config lets one run take away',
  'empty-group': 'a group suddenly had no members at all',
  config: 'the config has changed, and that was more than `removals` lets one run take away',
};

/** What is held back, for people. */
export function heldLines(held: Held, { users }: Pick<State, 'users'>): readonly string[] {
  const bySubject = Map.groupBy(held.losses.map(lossOf), ({ user }) => user);
  return [
    `held back since ${timeText(held.since)}, as ${held.id}: what ${counted(held.users.length, 'user')} would lose`,
    `  because ${REASONS[held.reason]}`,
    ...[...bySubject.entries()].map(
      ([user, own]) =>
        `  ${users[user]?.name ?? '?'} (${user}): ${own.map(({ subject }) => subject).join(', ')}`,
    ),
  ];
}

/**
 * The command that lets exactly this go: by the queue, so that it is tried again where the Lambda fails.
 *
 * @param queue the name of the Lambda's queue.
 */
export function approvalCommand({ id }: Pick<Held, 'id'>, queue: string): string {
  const body = JSON.stringify({ kind: 'kmscrypt.ssh-keys.approve', held: id });
  const url = `"$(aws sqs get-queue-url --queue-name ${queue} --query QueueUrl --output text)"`;
  return `aws sqs send-message --queue-url ${url} --message-body '${body}'`;
}

/** What to do where it is not meant. */
export function mistakeLines(
  { reason, losses }: Pick<Held, 'reason' | 'losses'>,
  { users }: Pick<State, 'users'>,
): readonly string[] {
  if (reason === 'config') return [`${MISTAKE} deploy the config as it was: the next run ends this, ${SAFE}`];
  const keyOf = ({ user, subject }: Loss): Fact | undefined => users[user]?.keys[subject];
  const all = losses.map(lossOf);
  const missed = all.filter((loss) => !isTreeOut(keyOf(loss) ?? { seen: 0 }));
  const isOfTree = missed.some(({ subject }) => subject.startsWith(PARAMETER));
  const where = isOfTree ? 'in IAM, and in the tree of parameters' : 'in IAM';
  return [
    ...(missed.length < all.length
      ? [
          `${MISTAKE} deploy the config with \`parameters\` as it was: the next run lets those keys be, ${SAFE}`,
        ]
      : []),
    ...(missed.length > 0
      ? [
          `${MISTAKE} put it back ${where}: what a read shows again is held no more, the rest still is, ${SAFE}`,
        ]
      : []),
  ];
}

const MISTAKE = 'if it is a mistake,';
const SAFE = 'and nobody has lost anything';

interface Loss {
  readonly user: string;
  readonly subject: string;
}

/** `USERID GROUP`, `USERID KEY` or `USERID HOSTGROUP RIGHT`. */
function lossOf(loss: string): Loss {
  const [user = '', ...subject] = loss.split(' ');
  return { user, subject: subject.join(' ') };
}
