import { counted, timeText } from '@kmscrypt/lambda';
import type { Held, State } from '../state.ts';

const REASONS: Readonly<Record<Held['reason'], string>> = {
  cap: 'that is more than `removals` of the config lets one run take away',
  'empty-group': 'a group has suddenly no members at all',
  config: 'the config has changed, and that is more than `removals` lets one run take away',
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
export function mistakeLine({ reason }: Pick<Held, 'reason'>): string {
  return reason === 'config'
    ? 'if it is a mistake, deploy the config as it was: the next run ends this, and nobody has lost anything'
    : 'if it is a mistake, put it back in IAM: the next read that shows it ends this, and nobody has lost anything';
}

/** `USERID GROUP`, `USERID KEY` or `USERID HOSTGROUP RIGHT`. */
function lossOf(loss: string): { readonly user: string; readonly subject: string } {
  const [user = '', ...subject] = loss.split(' ');
  return { user, subject: subject.join(' ') };
}
