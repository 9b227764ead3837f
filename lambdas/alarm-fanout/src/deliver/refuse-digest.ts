import { backoff } from './backoff.ts';
import type { Lane } from './lane.ts';
import { type Open, parkDigest } from './park-digest.ts';

/** Puts aside the one change that is refused; of several it is looked for at once, in halves. Rejects with the store's errors. */
export async function refuseDigest(reason: string, digest: Open, lane: Lane): Promise<void> {
  const { records, course, giveUpAfter, random } = lane;
  const { held } = digest;
  const isAlone = held.length === 1;
  course.accept();
  const problem = isAlone ? await parkDigest(reason, digest, lane) : undefined;
  const isParked = isAlone && problem === undefined;
  const failures = problem === undefined ? undefined : (records.lane().failures ?? 0) + 1;
  await records.changeLane(
    (state) => ({
      ...state,
      failures,
      sending: undefined,
      size: Math.ceil(held.length / 2),
      held: isParked ? state.held : [...held, ...state.held],
    }),
    lane.answerBy,
  );
  if (problem === undefined || failures === undefined) return;
  course.stop({ reason: problem, isDown: false });
  lane.log.laneWait = backoff(failures, { giveUpAfter, isUp: false, random });
}
