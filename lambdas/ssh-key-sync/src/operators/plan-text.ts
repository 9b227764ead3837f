import { counted, spanText, timeText } from '@kmscrypt/lambda';
import { section, sectionsText } from '@kmscrypt/lambda/operator';
import type { SyncConfig } from '../config.ts';
import { changeEntries, usersIn } from './change-lines.ts';
import { FORMER, formerGroups, formerLine } from './former-groups.ts';
import { configInForce } from '../rules.ts';
import { approvalCommand, heldLines } from './held-lines.ts';
import type { HostsOfGroup } from './hosts-of-groups.ts';
import { keylessEntries, keylessIn } from './keyless.ts';
import type { ManifestOutlook, Outlook } from './outlook.ts';
import { problemEntries } from './problem-lines.ts';
import { problemSections } from './problem-sections.ts';
import { unreadGroupEntries } from './unread-groups.ts';
import { waitingEntries } from './waiting.ts';

export interface PlanTextOptions {
  /** What the plan is made of, for people: a line each. */
  readonly basis: readonly string[];
  readonly config: SyncConfig;
  /** Name of the Lambda's queue. */
  readonly queue: string;
  /** By host group; absent where they were not asked for. */
  readonly hosts?: Readonly<Record<string, HostsOfGroup>> | undefined;
}

/** A plan for people. */
export function planText(outlook: Outlook, options: PlanTextOptions): string {
  const { basis, hosts, queue } = options;
  const { gains, losses, heldBack, held, heldConfig, ifMissedAgain, waiting, problems, manifests, state } =
    outlook;
  const { noAccess, keepName, keys, others } = problemSections(problems, state);
  const config = configInForce(options.config, state);
  const keyless = keylessIn(state, config);
  const later = spanText(config.confirmAfter * 1_000);
  const isNothing = gains.length + losses.length + heldBack.length + ifMissedAgain.losses.length === 0;
  return sectionsText([
    basis,
    ...(isNothing ? [['nobody gains or loses anything']] : []),
    section(`LOSES ACCESS: ${usersIn(losses)}`, changeEntries(losses)),
    section(`GAINS ACCESS: ${usersIn(gains)}`, changeEntries(gains)),
    section(`DUE, AND NOT TAKEN AWAY: ${usersIn(heldBack)}`, changeEntries(heldBack)),
    ...[held, heldConfig].flatMap((each) =>
      each === undefined ? [] : [[...heldLines(each, state), ...cure(each, outlook.at, queue)]],
    ),
    section(
      `would be taken away if a second read, ${later} later, misses it too: ${usersIn(ifMissedAgain.losses)}`,
      changeEntries(ifMissedAgain.losses),
    ),
    section(
      `would be held back if a second read, ${later} later, misses it too: ${usersIn(ifMissedAgain.heldBack)}`,
      changeEntries(ifMissedAgain.heldBack),
    ),
    section('waiting for a second read', waitingEntries(waiting)),
    section('users who get no access', problemEntries(noAccess)),
    section('users who keep the login name that they have', problemEntries(keepName)),
    section(
      `no usable key: ${counted(keyless.length, 'user')}, without access until there is one`,
      keylessEntries(keyless),
    ),
    section('keys that are refused', problemEntries(keys)),
    section('problems', problemEntries(others)),
    section(
      'groups of IAM that may not be there',
      unreadGroupEntries(state, {
        config,
        known: new Set(others.map(({ subject }) => subject.replace(/^group /u, ''))),
      }),
    ),
    section(
      'manifests',
      manifests.map((each) => [manifestLine(each)]),
    ),
    section(
      FORMER,
      formerGroups(state, config).map((each) => [formerLine(each)]),
    ),
    hosts === undefined ? [] : section('hosts', hostEntries(hosts, outlook)),
  ]);
}

/** An approval says which losses it means: before the Lambda itself holds them it would not know them. */
function cure(held: NonNullable<Outlook['held']>, at: number, queue: string): readonly string[] {
  return held.since < at
    ? ['  if it is meant, approve exactly this, and nothing else, by:', `  ${approvalCommand(held, queue)}`]
    : ['  the Lambda will hold it; then `kmscrypt-lambda ssh-key-sync held` says how to approve it'];
}

function manifestLine({ hostGroup, version, isNew, users, expires }: ManifestOutlook): string {
  const what = isNew ? 'new: hosts are told' : 'the same as before, with a later expiry, or put again';
  return `${hostGroup}: version ${version}, ${counted(users, 'user')}, expires ${timeText(expires)}; ${what}`;
}

function hostEntries(
  hosts: Readonly<Record<string, HostsOfGroup>>,
  { gains, losses, heldBack, ifMissedAgain, manifests }: Outlook,
): readonly (readonly string[])[] {
  const changes = [...gains, ...losses, ...heldBack, ...ifMissedAgain.losses, ...ifMissedAgain.heldBack];
  const concerned = new Set([...changes, ...manifests].map(({ hostGroup }) => hostGroup));
  return Object.entries(hosts)
    .filter(([hostGroup]) => concerned.has(hostGroup))
    .map(([hostGroup, found]) => {
      if ('problem' in found) return [`${hostGroup}: cannot be asked for: ${found.problem}`];
      const names = found.instances.map(({ id, name }) => (name === undefined ? id : `${id} (${name})`));
      return [
        `${hostGroup}: ${counted(names.length, 'host')} running${names.length === 0 ? '' : `: ${names.join(', ')}`}`,
      ];
    });
}
