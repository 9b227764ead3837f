import { capProblems } from './cap-problems.ts';
import type { Trial } from './judge.ts';

/** What is wrong with states by themselves: more losses than the cap allows, UIDs and versions that do not only grow. */
export function stateProblems(trial: Trial): readonly string[] {
  const { saves, puts } = trial;
  const problems = [...capProblems(trial)];
  const uids = new Map<number, string>();
  const given = new Map<string, number>();
  for (const [index, { state, at }] of saves.entries()) {
    const wrong = (what: string): void =>
      void problems.push(`state ${index + 1} (${new Date(at).toISOString()}): ${what}`);
    for (const [id, { uid }] of Object.entries(state.users)) {
      const before = given.get(id);
      if (before !== undefined && before !== uid) wrong(`the UID of ${id} changes from ${before} to ${uid}`);
      if (uid === undefined) continue;
      given.set(id, uid);
      const owner = uids.get(uid) ?? id;
      uids.set(uid, owner);
      if (owner !== id) wrong(`the UID ${uid} of ${owner} is given to ${id}`);
    }
    const before = saves[index - 1]?.state;
    if (before === undefined) continue;
    for (const id of Object.keys(before.users)) if (!(id in state.users)) wrong(`${id} is forgotten`);
    for (const [hostGroup, { version }] of Object.entries(before.manifests))
      if ((state.manifests[hostGroup]?.version ?? 0) < version) wrong(`${hostGroup} has an earlier version`);
  }
  for (const [index, { hostGroup, version, text }] of puts.entries())
    if (
      puts.some(
        (other, at) =>
          at < index && other.hostGroup === hostGroup && other.version === version && other.text !== text,
      )
    )
      problems.push(`${hostGroup} version ${version} has two texts`);
  return problems;
}
