import type { Access, AccessMap } from './access.ts';
import type { SyncConfig } from './config.ts';
import type { Manifest, ManifestUser } from './manifest.ts';
import { keysGiven, type LeftOut, leftOut, MOST_BYTES, thatFit } from './manifest-room.ts';
import { headOfContent, sha256, textWith, userText } from './manifest-text.ts';
import type { ManifestPlan } from './plan-types.ts';
import { readPublicKey } from './public-key.ts';
import type { ManifestRecord, State } from './state.ts';
import { ownOf } from './own-of.ts';

export interface ManifestsInput {
  readonly config: SyncConfig;
  readonly access: AccessMap;
  /** Whether a read failed. */
  readonly hasFailure: boolean;
  /** UserIds of who has something that is to be taken away, and is held. */
  readonly unsettled: ReadonlySet<string>;
  /** With what is known after this run's evidence. */
  readonly state: Pick<State, 'manifests' | 'groups' | 'read'>;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

export interface Manifests {
  readonly records: State['manifests'];
  /** Those that are new, and those that are not in the bucket, or not told, yet. */
  readonly plans: readonly ManifestPlan[];
  /** Of host groups that have more than their hosts take. */
  readonly full: readonly LeftOut[];
}

/**
 * The manifests of all host groups. A text is made anew from its record as long as what it says is the same: a version is never two
 * texts. Of a host group one of whose groups has never been read nothing new is made: who is in that group is not known. Its first
 * manifest waits, too, while it would give somebody what is to be taken away. None is more than hosts take.
 */
export function manifestsOf({
  config,
  access,
  hasFailure,
  unsettled,
  state,
  now,
}: ManifestsInput): Manifests {
  const records: Record<string, ManifestRecord> = { ...state.manifests };
  const plans: ManifestPlan[] = [];
  const full: LeftOut[] = [];
  const contents = createContents(config);
  for (const [hostGroup, { login, sudo }] of Object.entries(config.hosts)) {
    const isRead = [...login, ...sudo].every((group) => state.groups?.[group] !== undefined);
    if (state.read.complete === 0 || !isRead) continue;
    const its = access.get(hostGroup) ?? new Map<string, Access>();
    const known = ownOf(state.manifests, hostGroup);
    if (isFirst(known, hasFailure) && [...its.keys()].some((id) => unsettled.has(id))) continue;
    const { users, text: content, left } = contents(its);
    if (left !== undefined) full.push({ hostGroup, ...left });
    const times = timesOf({ config, state, now, known, hash: sha256(content) });
    const manifest: Manifest = {
      hostGroup,
      version: times.version,
      issued: times.issued / 1_000,
      expires: times.expires / 1_000,
      onExpiry: config.onExpiry,
      endSessions: config.endSessions,
      users,
    };
    const isUntold = times.told < (times.changed ?? 0);
    if (times.put >= times.version && !isUntold) continue;
    const { text, sha256: hash } = textWith(manifest, content);
    records[hostGroup] = { ...times, sha256: hash };
    plans.push({ manifest, text, sha256: hash, isNew: isUntold });
  }
  return { records, plans, full };
}

/** A run may have died before, or after, it has put the first one: the next that can take something away puts another. */
function isFirst(known: ManifestRecord | undefined, hasFailure: boolean): boolean {
  return known === undefined || (known.put === 0 && hasFailure);
}

interface TimesInput extends Pick<ManifestsInput, 'config' | 'state' | 'now'> {
  readonly known: ManifestRecord | undefined;
  /** Of the content. */
  readonly hash: string;
}

/** The record as it was where the manifest stays, or of a new version; without the hash of its text. */
function timesOf({ config, state, now, known, hash }: TimesInput): ManifestRecord {
  const lasts = config.expiresAfter * 3_600_000;
  const expires = seconds(state.read.complete + lasts);
  const { version = 0, put = 0, told = 0 } = known ?? {};
  const issued = seconds(now);
  const first = known === undefined ? issued : known.first;
  const next = { version: version + 1, content: hash, sha256: '', issued, first, expires, put, told };
  if (known?.content !== hash) return { ...next, changed: next.version };
  // A later version for the sake of its expiry alone waits until the one before is in the bucket.
  const isOld = known.put >= known.version && known.expires - now < lasts / 2 && expires > known.expires;
  return isOld ? { ...next, changed: known.changed } : known;
}

type Contents = (users: ReadonlyMap<string, Access>) => {
  readonly users: readonly ManifestUser[];
  readonly text: string;
  /** Absent where there is room for all. */
  readonly left?: Omit<LeftOut, 'hostGroup'> | undefined;
};

/** Of what a manifest may be, in bytes: all but its head and its hash. */
const ROOM = MOST_BYTES - 500;

interface Entry {
  readonly user: ManifestUser;
  readonly text: string;
}

/** Most users are in several manifests: each is written once for each right. */
function createContents(config: SyncConfig): Contents {
  const made = new Map<string, Entry>();
  const keeper = breakGlassUser(config);
  const head = headOfContent(config.onExpiry, config.endSessions);
  const entryOf = (id: string, access: Access) => {
    const key = `${id} ${access.right}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const user = manifestUser(access);
    const entry = { user, text: userText(user) };
    made.set(key, entry);
    return entry;
  };
  return (users) => {
    const entries: Entry[] = [];
    for (const [id, access] of users) entries.push(entryOf(id, access));
    if (keeper !== undefined) {
      const after = entries.findIndex(({ user }) => user.login > keeper.login);
      entries.splice(after === -1 ? entries.length : after, 0, { user: keeper, text: userText(keeper) });
    }
    const all = entries.map(({ user }) => user);
    if (entries.reduce((sum, { text }) => sum + text.length, 0) <= ROOM)
      return { users: all, text: head + entries.map(({ text }) => text).join('') };
    const fitting = thatFit(all, ROOM);
    return { users: fitting, text: head + fitting.map(userText).join(''), left: leftOut(all, fitting) };
  };
}

function manifestUser({ login, uid, right, keys }: Access): ManifestUser {
  return {
    login,
    uid,
    right,
    keys: keysGiven(keys).map(({ id, body }) => ({ body, comment: `${login}:${id}` })),
  };
}

function breakGlassUser({ breakGlass }: SyncConfig): ManifestUser | undefined {
  if (breakGlass === undefined) return undefined;
  const { login, uid } = breakGlass;
  const bodies = breakGlass.keys.flatMap((line) => {
    const key = readPublicKey(line);
    return 'body' in key ? [key.body] : [];
  });
  return {
    login,
    uid,
    right: 'keep',
    keys: bodies.map((body, at) => ({ body, comment: `${login}:${at + 1}` })),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1_000) * 1_000;
}
