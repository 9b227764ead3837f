import { backoff } from './backoff.ts';
import { digestKey } from './digest-key.ts';
import type { Failure } from './failure.ts';
import { ageOf, type Lane } from './lane.ts';
import type { Held } from './lane-state.ts';
import { type Open, parkDigest } from './park-digest.ts';
import { isWornOut, withFailure } from './toll.ts';

/** So often all fails at once before it goes in halves. */
const PATIENCE = 2;

export interface FailDigestOptions {
  /** Subjects of what has failed alone; one may be added. */
  readonly tried: Set<string>;
  readonly lane: Lane;
}

/** Lets go of a digest that has failed: it is tried again later, in parts, or given up. Rejects with the store's errors. */
export async function failDigest(
  failure: Failure,
  { key, held, isRepeat }: Open,
  { tried, lane }: FailDigestOptions,
): Promise<void> {
  const { records, course, rules, random, giveUpAfter } = lane;
  const { mayHaveArrived, isLimit, isOurs } = failure;
  if (mayHaveArrived && !rules.isIdempotent) lane.countDouble(held.length);
  const isUp = course.accepted() > 0;
  const isAlone = held.length === 1;
  const before = records.lane();
  const failures = (before.failures ?? 0) + (isUp ? 0 : 1);
  const marked = held.map((each) => ({ ...each, isRepeat: mayHaveArrived || each.isRepeat === true }));
  const mine = isAlone ? marked.map((each) => ({ ...each, ...withFailure(each, failure, lane) })) : marked;
  const given = givenUp(mine, isUp ? [] : before.held, lane);
  const isAll = given.length === held.length && mine.every((each) => given.includes(each));
  const letter = { key: isAll ? key : digestKey(given), held: given, isRepeat: given.some(mayBeThere) };
  const problem = await parkDigest(failure.reason, letter, lane);
  const gone = new Set(problem === undefined ? given.map(({ entry }) => entry.key) : []);
  const left = mine.filter(({ entry }) => !gone.has(entry.key));
  const isSplit = !isAlone && !isLimit && (isUp || isOurs || failures >= PATIENCE);
  // Whoever knows it again knows it as it was.
  const staysTogether = !isAlone && !isSplit && gone.size === 0 && (isRepeat || mayHaveArrived);
  if (isRepeat && rules.isIdempotent && !isAlone && !staysTogether) lane.countDouble(left.length);
  await records.changeLane((state) => {
    const rest = state.held.filter(({ entry }) => !gone.has(entry.key));
    return {
      ...state,
      failures: left.length + rest.length > 0 ? failures : undefined,
      size: isSplit ? Math.ceil(held.length / 2) : state.size,
      sending: staysTogether ? { key, held: left, isOpen: true } : undefined,
      held: staysTogether ? rest : putBack(left, rest),
    };
  }, lane.answerBy);
  const reason = problem ?? failure.reason;
  course.fail({ ...failure, reason });
  if (left.length === 0) return;
  if (isAlone) tried.add(held[0]?.subject ?? '');
  else if (!isSplit) course.stop({ reason, isDown: !isLimit });
  lane.log.laneWait = failure.retryAfter ?? backoff(failures, { giveUpAfter, isUp, random });
}

/** What is worn out; while the destination takes nothing, all that has been tried for long enough as well. */
function givenUp(mine: readonly Held[], others: readonly Held[], lane: Lane): readonly Held[] {
  const isAlone = mine.length === 1;
  const isOld = (each: Held): boolean => ageOf(each, lane.clock) > lane.giveUpAfter;
  const isEnough = (each: Held): boolean => isOld(each) && (isAlone || lane.course.accepted() === 0);
  return [...mine.filter((each) => isEnough(each) || (isAlone && isWornOut(each))), ...others.filter(isOld)];
}

/** In the order in which they came; always before what is of the same subject. */
function putBack(left: readonly Held[], rest: readonly Held[]): readonly Held[] {
  const [first] = left;
  if (first === undefined || left.length > 1) return [...left, ...rest];
  const { subject, handedOverAt } = first;
  const index = rest.findIndex((each) => each.subject === subject || each.handedOverAt > handedOverAt);
  return rest.toSpliced(index === -1 ? rest.length : index, 0, first);
}

function mayBeThere({ isRepeat }: Held): boolean {
  return isRepeat === true;
}
