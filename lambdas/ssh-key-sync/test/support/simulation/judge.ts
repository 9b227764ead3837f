import type { SyncConfig } from '../../../src/config.ts';
import { groupsGiving, readManifest, type Access, type ReadManifest } from './access.ts';
import { boundOf } from './bound.ts';
import { lateOf } from './late.ts';
import type { Notes } from './notes.ts';
import { createProof, type Moment, type Proof } from './proof.ts';
import { stateProblems } from './state-problems.ts';
import type { Put, Save } from './sim-store.ts';
import { factOf, type Truth } from './truth.ts';
import type { Weather } from './weather.ts';

/** All that is judged. */
export interface Trial {
  readonly config: SyncConfig;
  readonly truth: Truth;
  readonly notes: Notes;
  readonly weather: Weather;
  readonly saves: readonly Save[];
  readonly puts: readonly Put[];
  /** Ids of held losses that each run was let go. */
  readonly approvals: ReadonlyMap<number, readonly string[]>;
}

export interface Judgement {
  /** What must never be. */
  readonly violations: readonly string[];
  /** So that a run in which nothing has happened is no proof. */
  readonly grants: number;
  readonly removals: number;
}

/** A manifest in the bucket, until the next one of its host group. */
export interface InForce extends Put {
  readonly until: number;
  readonly manifest: ReadManifest;
  readonly moment: Moment;
}

/**
 * Judges all manifests that were put into the bucket by what was so in IAM and by what the Lambda had been shown of it.
 *
 * A fact is a membership of a user or an active key of one. A read that began at R shows each fact as it was at an instant of
 * [R − 60 s, end of the read]; an event says when a fact began or ended. What a run has seen is known from when it has written it
 * into the state.
 *
 * - **Wrongful removal**: a manifest lacks a key, or root for it, that the one before had, though the key must stay and one of the
 *   memberships that give the right must stay. A fact must stay if a read that is known has shown it, unless (a) an event that a run
 *   was given said that it ended, at E, and nothing known is certainly later (a read that began after E + 60 s and shows it; an event
 *   of a later second); or (b) two reads, a minute apart, did not show it, and nothing known is certainly later than either. Reads
 *   that did not tell the truth do not count, and what has really ended by then is gone rightly, however that was found. So a removal is wrongful in particular where the fact was so all the time since 60 s
 *   before the first read that could have missed it, and where only one read has missed it.
 * - **Wrongful grant**: a manifest has a key, or root for it, that the one before did not have, though the key, or every membership
 *   that gives the right, was so at no instant since K, until the manifest was put; where K is the last time that is known for it to
 *   have ended (by an event about a user who was known by that name when a run was given it, or by two reads), and the beginning of time where none is. So a key
 *   of somebody else, or one that was never there, is always wrongful. A key's text has to be that of IAM.
 * - **Late**: see {@link lateOf}.
 * - **Over the cap**, UIDs given twice, and the like: see {@link stateProblems}.
 */
export function judge(trial: Trial): Judgement {
  const { config, truth, notes, saves, puts } = trial;
  const owners = new Map(
    saves.flatMap(({ state }) =>
      Object.entries(state.users).flatMap(([id, { uid }]) => (uid === undefined ? [] : [[uid, id] as const])),
    ),
  );
  const proof = createProof({ truth, notes, saves, confirmAfter: config.confirmAfter * 1_000 });
  const violations = [...stateProblems(trial)];
  let grants = 0;
  let removals = 0;
  const timelines = new Map<string, readonly InForce[]>();
  for (const hostGroup of Object.keys(config.hosts)) {
    const own = puts.filter((put) => put.hostGroup === hostGroup);
    const timeline = own.map((put, index): InForce => {
      const save = saves.find(({ state }) => state.manifests[hostGroup]?.version === put.version);
      const moment = { saved: save?.at ?? put.at, put: put.at };
      return {
        ...put,
        until: own[index + 1]?.at ?? Infinity,
        manifest: readManifest(put.text, owners),
        moment,
      };
    });
    timelines.set(hostGroup, timeline);
    for (const [index, inForce] of timeline.entries()) {
      const { manifest, version, at } = inForce;
      const wrong = (what: string): void =>
        void violations.push(`${hostGroup} version ${version} (${new Date(at).toISOString()}): ${what}`);
      for (const problem of manifest.problems) wrong(problem);
      if (!manifest.hasBreakGlass) wrong('the break-glass user is missing');
      const before = timeline[index - 1]?.manifest.accesses ?? new Map<string, Access>();
      const parts = { hosts: config.hosts[hostGroup], proof, truth, inForce };
      for (const [name, access] of manifest.accesses) {
        if (!isMore(access, before.get(name))) continue;
        grants += 1;
        const problem = grantProblem(access, parts);
        if (problem !== undefined) wrong(`wrongful grant of ${name} (${access.right}): ${problem}`);
      }
      for (const [name, access] of before) {
        if (!isMore(access, manifest.accesses.get(name))) continue;
        removals += 1;
        if (isWrongfullyRemoved(access, parts)) wrong(`wrongful removal of ${name} (${access.right})`);
      }
    }
  }
  violations.push(...lateOf(trial, { timelines, proof, bound: boundOf(config) }));
  return { violations, grants, removals };
}

interface Parts {
  readonly hosts: SyncConfig['hosts'][string] | undefined;
  readonly proof: Proof;
  readonly truth: Truth;
  readonly inForce: InForce;
}

function isMore(one: Access, other: Access | undefined): boolean {
  return other === undefined || (one.right === 'sudo' && other.right === 'login') || one.body !== other.body;
}

function grantProblem(
  { user, key, right, body }: Access,
  { hosts, proof, truth, inForce: { moment } }: Parts,
): string | undefined {
  const real = truth.users.find(({ id }) => id === user)?.keys.find(({ id }) => id === key);
  if (real === undefined) return 'it is no key of this user';
  if (real.body !== body) return 'its text is another';
  if (!proof.mayBegin(factOf(user, key), moment)) return 'the key was not active';
  const groups = hosts === undefined ? [] : groupsGiving(hosts, right);
  return groups.some((group) => proof.mayBegin(factOf(user, group), moment)) ? undefined : 'in no such group';
}

function isWrongfullyRemoved({ user, key, right }: Access, { hosts, proof, truth, inForce }: Parts): boolean {
  const { moment, at } = inForce;
  const groups = hosts === undefined ? [] : groupsGiving(hosts, right);
  const isWrong = (fact: string): boolean => proof.mustStay(fact, moment) && truth.fact(fact).isAt(at);
  return isWrong(factOf(user, key)) && groups.some((group) => isWrong(factOf(user, group)));
}
