import { groupsGiving } from './access.ts';
import { TOLD_BOUND } from './bound.ts';
import type { InForce, Trial } from './judge.ts';
import type { Proof } from './proof.ts';
import { gapsOf, type Span } from './spans.ts';
import { factOf } from './truth.ts';

const ALWAYS: Span = { from: 0, to: Infinity };

export interface LateParts {
  /** By host group. */
  readonly timelines: ReadonlyMap<string, readonly InForce[]>;
  readonly proof: Proof;
  /** In milliseconds; see `boundOf`. */
  readonly bound: number;
}

/**
 * Revocations that are late: within one calm, a key was not so any more, or no membership that gives the right was, from `since` on,
 * without a break, and a manifest that has it is in the bucket at `max(since, begin of the calm) + bound` or later. Also late: three minutes
 * after a run was given, in that calm, the event that says so of the key. What is in `state.held` at that time is excused: it waits for an
 * operator. And grants that are late: a user whose login name nobody else could want, who was in a group with a key all the time
 * since then, and is not in the manifest.
 */
export function lateOf(
  { config, truth, weather, saves }: Trial,
  { timelines, proof, bound }: LateParts,
): readonly string[] {
  const heldAt = (time: number): ReadonlySet<string> =>
    new Set(saves.findLast(({ at }) => at <= time)?.state.held?.losses);
  const late: string[] = [];
  for (const [hostGroup, timeline] of timelines) {
    const hosts = config.hosts[hostGroup];
    if (hosts === undefined) continue;
    let before: ReadonlyMap<string, number> = new Map();
    for (const { manifest, at, until, version } of timeline) {
      const present = new Map<string, number>();
      for (const [name, { user, key, right }] of manifest.accesses) {
        const groups = groupsGiving(hosts, right).map((group) => factOf(user, group));
        const facts = [factOf(user, key), ...groups];
        const granted = before.get(`${name} ${right}`) ?? at;
        present.set(`${name} ${right}`, granted);
        const ofKey = gapsOf(truth.fact(factOf(user, key)).all, ALWAYS);
        const ofGroups = gapsOf(
          groups.flatMap((group) => truth.fact(group).all),
          ALWAYS,
        );
        const told = proof.toldEnds(factOf(user, key)).filter(({ heard }) => heard >= granted);
        const ends = [
          ...ofKey.map((gap) => ({ gap, told: told.filter((claim) => claim.at === gap.from) })),
          // Of a membership: the others may still give the right.
          ...ofGroups.map((gap) => ({ gap, told: [] })),
          // What has never been so is a wrongful grant, and judged as such.
        ].filter(({ gap }) => gap.from > ALWAYS.from);
        const deadlines = ends.flatMap(({ gap, told: heard }) =>
          weather.calms.flatMap((calm) => {
            const last = Math.min(gap.to, calm.to, until);
            const unheard = Math.max(gap.from, calm.from, granted) + bound;
            const soonest = heard.flatMap((claim) =>
              claim.heard >= calm.from ? [claim.heard + TOLD_BOUND] : [],
            );
            const deadline = Math.max(at, Math.min(unheard, ...soonest));
            return deadline < last ? [{ deadline, since: gap.from }] : [];
          }),
        );
        for (const { deadline, since } of deadlines) {
          const held = heldAt(deadline);
          if (facts.some((fact) => held.has(fact))) continue;
          late.push(
            `${hostGroup} version ${version}: late: ${name} (${right}) has not been so since ${timeOf(since)}, and is there at ${timeOf(deadline)}`,
          );
        }
      }
      before = present;
    }
    late.push(...missing({ hostGroup, truth, weather, bound, timeline, hosts, saves }));
  }
  return [...new Set(late)];
}

type MissingParts = Pick<Trial, 'truth' | 'weather' | 'saves'> & {
  readonly hostGroup: string;
  readonly bound: number;
  readonly timeline: readonly InForce[];
  readonly hosts: Trial['config']['hosts'][string];
};

/** At the end of each calm, who should long have been let in. */
function missing({
  hostGroup,
  truth,
  weather,
  bound,
  timeline,
  hosts,
  saves,
}: MissingParts): readonly string[] {
  return weather.calms.flatMap((calm) => {
    const end = calm.to - 1;
    const all: Span = { from: end - bound, to: end };
    const inForce = timeline.findLast(({ at }) => at <= end);
    const state = saves.findLast(({ at }) => at <= end)?.state;
    return truth.users.flatMap((user) => {
      // A name that was refused or taken, now or before.
      if (state?.users[user.id]?.login === undefined || user.names.length > 1) return [];
      const groups = [...hosts.login, ...hosts.sudo].map((group) => factOf(user.id, group));
      return user.keys.flatMap(({ id }) => {
        const name = factOf(user.id, id);
        const isSo = (fact: string): boolean =>
          truth.fact(fact).all.some(({ from, to }) => from <= all.from && to > all.to);
        const isMissing = isSo(name) && groups.some(isSo) && inForce?.manifest.accesses.has(name) !== true;
        return isMissing ? [`${hostGroup}: ${name} is missing at ${timeOf(end)}`] : [];
      });
    });
  });
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
