import { counted, timeText } from '@kmscrypt/lambda';
import { accessOf, usableKeys } from '../access.ts';
import type { SyncConfig } from '../config.ts';
import { keysGiven } from '../manifest-room.ts';
import type { HostRecord, Revocation, State } from '../state.ts';
import type { FoundHost } from './find-host.ts';
import type { FoundUser } from './find-user.ts';
import { groupLines, isInGroups } from './group-lines.ts';
import { keyLines } from './key-lines.ts';
import { whyNoLogin } from './no-login.ts';
import { versionLines } from './version-lines.ts';
import { waitingIn, waitingLine } from './waiting.ts';
import { ownOf } from '../own-of.ts';

/** Whether a user gets into a host, and why. */
export interface Explanation {
  /** `not-yet`: what is decided has not reached the host, as far as is known. */
  readonly answer: 'yes' | 'no' | 'not-yet';
  /** The answer as a sentence. */
  readonly sentence: string;
  readonly who: string;
  readonly groups: readonly string[];
  readonly keys: readonly string[];
  /** What is held back, or waits for a second read. */
  readonly pending: readonly string[];
  readonly version: readonly string[];
}

export interface ExplainInput {
  readonly user: FoundUser;
  readonly host: FoundHost;
  readonly state: State;
  readonly config: SyncConfig;
  /** What hosts last reported, by ARN. */
  readonly reports: Readonly<Record<string, HostRecord>>;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export function explanationOf(input: ExplainInput): Explanation {
  const { user: found, host, state, config } = input;
  const { id, user } = found;
  return {
    ...answerOf(input),
    who: `${user.login ?? 'no login name'}: ${user.name} of source ${user.source}, UserId ${id}, UID ${user.uid ?? 'none yet'}`,
    groups: groupLines(user, { of: ownOf(config.hosts, host.hostGroup), state }),
    keys: keyLines(user),
    pending: [
      ...waitingIn(state, config)
        .filter((each) => each.user === id)
        .map(waitingLine),
      ...[state.held, state.heldConfig].flatMap((held) =>
        held?.users.includes(id) === true
          ? [`held back as ${held.id}: kmscrypt-lambda ssh-key-sync held says what`]
          : [],
      ),
    ],
    version: versionLines(input),
  };
}

type Answer = Pick<Explanation, 'answer' | 'sentence'>;

function answerOf(input: ExplainInput): Answer {
  const {
    user: { id, user },
    host,
    state,
    config,
    now,
  } = input;
  const lockOuts = unseen(input);
  const { hostGroup, instance, report } = host;
  const where = instance?.id ?? hostGroup;
  const who = user.login ?? user.name;
  const access = accessOf({ users: { [id]: user } }, config)
    .get(hostGroup)
    ?.get(id);
  if (access === undefined) return no(whyNot(input));
  const manifest = ownOf(state.manifests, hostGroup);
  if (manifest === undefined)
    return no('the first manifest is not made yet: IAM has to be read once as a whole');
  if (config.onExpiry === 'lock' && manifest.expires <= now) {
    return no(`the manifest expired at ${timeText(manifest.expires)}, and hosts lock then (\`onExpiry\`)`);
  }
  const may = `${who} may log in to ${where}${access.right === 'sudo' ? ', and become root' : ''}`;
  const count = counted(keysGiven(access.keys).length, 'key');
  const version = report?.version;
  if (instance === undefined || version === manifest.version) {
    return { answer: 'yes', sentence: `YES: ${may}, with ${count}` };
  }
  const has = version === undefined ? 'has not reported' : `has version ${version}`;
  const loses = lockOuts.length > 0 ? ', and this user has lost something since' : '';
  return {
    answer: 'not-yet',
    sentence: `NOT KNOWN YET: ${may}, with ${count}, by version ${manifest.version}; the host ${has}${loses}`,
  };

  function no(why: string): Answer {
    const [first] = lockOuts;
    if (first === undefined) {
      return { answer: 'no', sentence: `NO: ${who} may not log in to ${where}: ${why}` };
    }
    const which = instance === undefined ? 'not all hosts have' : 'the host does not have';
    return {
      answer: 'not-yet',
      sentence: `NOT YET: ${who} is to be locked out of ${where}: ${why}; ${which} version ${first.version} as far as is known`,
    };
  }
}

function whyNot({ user: found, host, state, config }: ExplainInput): string {
  const { user } = found;
  if (!isInGroups(user, ownOf(config.hosts, host.hostGroup))) return 'is in none of its groups';
  if (usableKeys(user).length === 0) return 'has no key that opens a host';
  return user.login === undefined || user.uid === undefined
    ? `has no login name: ${whyNoLogin(found, { state, config })}`
    : `has the login name ${user.login}, which hosts refuse; \`names\` of the config can give another`;
}

/** Losses of the user that the host, or a host of the group, has not been seen to have. */
function unseen({ user: { id }, host, state: { revocations } }: ExplainInput): readonly Revocation[] {
  const { hostGroup, instance, report } = host;
  const has = instance === undefined ? 0 : (report?.version ?? 0);
  return revocations.filter((each) => each.user === id && each.hostGroup === hostGroup && each.version > has);
}
