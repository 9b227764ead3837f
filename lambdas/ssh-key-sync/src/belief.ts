import { applyClaim } from './belief/claims.ts';
import { type Draft, draftOf, forgetKeys, groupsOf, isMember } from './belief/draft.ts';
import { dueBy, isForgettable, taken } from './belief/fact.ts';
import { applyKeys, applyParameters } from './belief/key-reads.ts';
import { PARAMETER } from './belief/key-fact.ts';
import { addMembers, applyGone, applyMembers, applyUser } from './belief/reads.ts';
import { applyTree } from './belief/tree-out.ts';
import type { SyncConfig } from './config.ts';
import type { Approval, Evidence, EventClaim, ReadFailure } from './evidence.ts';
import type { State } from './state.ts';

export interface BeliefInput {
  readonly config: SyncConfig;
  readonly state: State;
  readonly evidence: readonly Evidence[];
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** How long an event is kept that says nothing yet, and how many of them. */
const KEPT = 15 * 60_000;
const MOST_KEPT = 1_000;

/**
 * What is believed after all evidence, in the order of its times, reads before events; nothing is taken away yet. IAM is eventually
 * consistent: a read shows what was so when it began, or up to a minute before.
 */
export function believe({ config, state, evidence, now }: BeliefInput): Draft {
  const draft = draftOf(state, config);
  applyTree(draft, config, now);
  forgetEnded(draft, now);
  const claims = claimsOf([...(state.claims ?? []), ...evidence]);
  const reads = evidence.filter(isRead).toSorted((one, other) => one.at - other.at);
  for (const each of reads) addMembers(draft, each);
  // Reads have names: what they are of is known first.
  for (const each of claims) if (each.change.type === 'user-renamed') applyClaim(draft, each);
  const gone = [...draft.users.values()].filter((user) => user.gone !== undefined);
  applyReads(draft, reads, config);
  for (const each of claims) applyClaim(draft, each);
  // What was passed over as older than an end may be of what has begun since, or of who is there after all.
  const isBack = gone.some((user) => user.gone === undefined);
  if (claims.length > 0 || isBack) applyReads(draft, reads, config);
  const left = claims.filter((claim) => !applyClaim(draft, claim) && now < claim.at + KEPT);
  draft.claims.push(...left.slice(-MOST_KEPT));
  return draft;
}

type Read = Exclude<Evidence, EventClaim | Approval>;

function isRead(evidence: Evidence): evidence is Read {
  return evidence.kind !== 'approval' && evidence.kind !== 'event';
}

/** Who is in which group, then their keys. */
function applyReads(draft: Draft, reads: readonly Read[], config: SyncConfig): void {
  const confirmAfter = config.confirmAfter * 1_000;
  for (const each of reads) {
    if (each.kind === 'members') applyMembers(draft, each, confirmAfter);
    if (each.kind === 'user') applyUser(draft, each, confirmAfter);
    if (each.kind === 'gone') applyGone(draft, each);
    if (each.kind === 'failed' && each.isMissing === true) missingGroup(draft, each, config);
  }
  for (const each of reads) {
    if (each.kind === 'keys') applyKeys(draft, each, confirmAfter);
    if (each.kind === 'parameters' && config.parameters !== undefined)
      applyParameters(draft, each, confirmAfter);
  }
}

/** Keys of IAM are read only of members: by the time that a user joins again, they would be old. Those of strangers open nothing. */
export function forgetUnread(draft: Draft): void {
  const left = draft.claims.filter(({ change: { type, user: id } }) => {
    const user = draft.users.get(id);
    return type !== 'key-active' || (user !== undefined && isMember(user));
  });
  draft.claims.splice(0, draft.claims.length, ...left);
  for (const keys of draft.strangers.values()) {
    for (const [id, key] of keys) if (dueBy(key) !== undefined) keys.set(id, taken(key));
  }
  for (const user of draft.users.values()) {
    if (isMember(user)) continue;
    user.keysRead = undefined;
    forgetKeys(user, (id) => !id.startsWith(PARAMETER) && user.keys.get(id)?.ended === undefined);
  }
}

/** Takes out what no late read or event could bring back. */
function forgetEnded(draft: Draft, now: number): void {
  for (const user of draft.users.values()) {
    for (const [group, fact] of user.groups) {
      const lastRead = Math.max(draft.groups.get(group) ?? 0, user.read ?? 0);
      const isDecided = fact.claimed === undefined || lastRead > fact.claimed;
      if (!isForgettable(fact, now) || !isDecided) continue;
      user.groups.delete(group);
      draft.members.get(group)?.delete(user.id);
    }
    forgetKeys(user, (id) => {
      const key = user.keys.get(id);
      return key !== undefined && isForgettable(key, now);
    });
  }
  for (const [id, keys] of draft.strangers) {
    for (const [key, fact] of keys) if (isForgettable(fact, now)) keys.delete(key);
    if (keys.size === 0) draft.strangers.delete(id);
  }
}

/**
 * A group that was never there has nobody in it; one that was there is not read, and keeps its members. One of a changed config is not
 * taken over.
 */
function missingGroup(draft: Draft, { source, what, at }: ReadFailure, { hosts }: SyncConfig): void {
  const group = `${source}:${what.name}`;
  if (!draft.members.has(group)) return;
  draft.missing.set(group, Math.max(at, draft.missing.get(group) ?? 0));
  if (!draft.groups.has(group) && groupsOf({ hosts }).has(group)) draft.groups.set(group, at);
}

/** In the same second, the end wins. */
function isEnd({ change: { type } }: EventClaim): boolean {
  return type === 'left' || type === 'key-ended' || type === 'user-deleted';
}

function claimsOf(evidence: readonly Evidence[]): readonly EventClaim[] {
  const claims = new Map<string, EventClaim>();
  for (const each of evidence) if (each.kind === 'event') claims.set(JSON.stringify(each), each);
  return [...claims.entries()]
    .toSorted(([one, { at }], [other, { at: otherAt }]) => at - otherAt || (one < other ? -1 : 1))
    .map(([, claim]) => claim)
    .toSorted((one, other) => one.at - other.at || Number(isEnd(other)) - Number(isEnd(one)));
}
