import type { Path } from '../path.ts';

export interface Cure {
  /** Where the problem stands; `*` is any step. */
  readonly at: string;
  /** What the message says; default anything. */
  readonly of?: RegExp | undefined;
  readonly cure: string;
}

const GROUP = 'write a group such as ssh-users; of another account SOURCE:GROUP, with SOURCE in `sources`';
const CASE = 'write it as `aws iam list-groups` shows it';
const LOGIN =
  "write another login name: a letter of a-z, then up to 31 of a-z, 0-9, _ and -; none of the system, nobody else's";

/** What to write instead of what the Lambda refuses; the first that fits. */
export const CURES: readonly Cure[] = [
  { at: 'hosts', cure: 'name one, or leave `hosts` out: one for each environment, and mgmt' },
  { at: 'hosts.*', of: /name/, cure: 'call it by a-z, 0-9 and -, such as jobs' },
  { at: 'hosts.*', cure: 'leave `login` or `sudo` out: ssh-users may log in, ssh-sudo-users become root' },
  { at: 'hosts.*.tags', cure: 'leave `tags` out: then the tag is ssh-hosts, and its value the name' },
  { at: 'hosts.*.tags.*', cure: 'write a value such as jobs, or a list of values' },
  { at: 'hosts.*.login.*', of: /case/, cure: CASE },
  { at: 'hosts.*.sudo.*', of: /case/, cure: CASE },
  { at: 'hosts.*.login.*', cure: GROUP },
  { at: 'hosts.*.sudo.*', cure: GROUP },
  { at: 'sources.*', of: /account/, cure: 'leave it out: groups without SOURCE: are of security' },
  { at: 'sources.*', cure: 'call it by a-z, 0-9 and -, such as partner' },
  { at: 'parameters', cure: 'write a path such as /ssh-keys' },
  {
    at: 'names.*',
    of: /source/,
    cure: 'write NAME of a user in security, or SOURCE:NAME with SOURCE in `sources`',
  },
  { at: 'names.*', cure: LOGIN },
  { at: 'uids', cure: 'write `from` below `to`, or leave it out for 20000 to 59999' },
  { at: 'uids.from', cure: 'leave it out for the default, 20000' },
  { at: 'uids.to', cure: 'leave it out for the default, 59999' },
  { at: 'breakGlass.login', cure: LOGIN },
  { at: 'breakGlass.uid', cure: 'leave it out for 19999; it must not be one of `uids`' },
  { at: 'breakGlass.keys', cure: 'write one to ten public keys' },
  {
    at: 'breakGlass.keys.*',
    cure: 'write the line of a file such as id_ed25519.pub, without options: ed25519, ECDSA, or RSA from 2,048 bits on',
  },
  { at: 'removals.most', cure: 'leave it out for the default, 2' },
  { at: 'removals.percent', cure: 'leave it out for the default, 20' },
  { at: 'confirmAfter', cure: 'leave it out for the default, 60' },
  { at: 'readEvery', cure: 'leave it out for the default, 30' },
  { at: 'callsPerSecond', cure: 'leave it out for the default, 10' },
  { at: 'expiresAfter', cure: 'leave it out for the default, 72' },
  { at: 'behindAfter', cure: 'leave it out for the default, 15' },
];

/** The cure of what the Lambda refuses at a path within `sshKeys`, where there is one that fits. */
export function cureOfSshKeys(path: Path, message: string): string | undefined {
  return CURES.find(({ at, of }) => isAt(path, at.split('.')) && (of === undefined || of.test(message)))
    ?.cure;
}

function isAt(path: Path, steps: readonly string[]): boolean {
  return (
    path.length === steps.length && steps.every((step, index) => step === '*' || step === String(path[index]))
  );
}
