import { HOUR } from './times.ts';
import { reasonOf } from '@kmscrypt/lambda';
import { createNotifier } from './aws/notifier.ts';
import { disturbed, looked, promoted } from './promotion.ts';
import type { PromotionRecord } from './release.ts';
import type { FleetState } from './state.ts';
import type { Told } from './told.ts';
import type { FleetWork } from './tick.ts';
import { isUnreadableForLong } from './unreadable.ts';

/** Most that is kept to be told again; what is older is in the log. */
const MOST_KEPT = 100;

/** What telling takes of a tick. */
export interface Telling extends Pick<
  FleetWork,
  'calls' | 'config' | 'account' | 'region' | 'promotions' | 'taken' | 'gates' | 'now' | 'answerBy' | 'logger'
> {}

/**
 * Publishes notices and what the next environment has to know. What cannot be told stays in the state, and is told again by the next tick.
 */
export async function tellOthers(fleet: string, state: FleetState, telling: Telling): Promise<void> {
  const { taken, answerBy } = telling;
  const outbox = await leftOf(state.outbox, telling);
  const disturbing = disturbingOf(state, telling);
  const news = newsOf(state, { ...telling, disturbing });
  const record = news === undefined ? undefined : await written(fleet, news, telling);
  const known = record === undefined ? { disturbing } : knownBy(record, telling);
  const isSame = outbox.length === state.outbox.length && known.disturbing === state.disturbing;
  if (record === undefined && isSame) return;
  await taken.save({ state: { ...state, outbox, ...known }, records: [] }, answerBy);
}

async function leftOf(outbox: readonly Told[], telling: Telling): Promise<readonly Told[]> {
  const { calls, config, account, region, answerBy, logger } = telling;
  const notifier = createNotifier({ calls, topic: config.topic, account, region });
  const left: Told[] = [];
  for (const told of outbox) {
    try {
      await notifier.tell(told, answerBy);
    } catch (error) {
      left.push(told);
      logger.error('a notice could not be published', { notice: told.title, reason: reasonOf(error) });
    }
  }
  return left.slice(-MOST_KEPT);
}

/** What the next environment is told at once. */
type News = (record: PromotionRecord) => PromotionRecord;

/** What is known once it is told. That nobody had looked for long shows in the record alone. */
function knownBy(
  { disturbed: last }: PromotionRecord,
  { now }: Telling,
): Pick<FleetState, 'promote' | 'disturbed' | 'disturbing' | 'looked'> {
  return { promote: undefined, looked: now, disturbed: last, disturbing: undefined };
}

/**
 * When this environment was last not quiet, where the table has not been told of it. How a run ended is known by the state that was written
 * with it, so that it is told by whichever tick can.
 */
function disturbingOf(state: FleetState, { promotions, gates, now }: Telling): number | undefined {
  if (promotions === undefined) return state.disturbing;
  const { disturbed: told = 0, disturbing: owed = 0, last } = state;
  const known = Math.max(told, owed);
  // What cannot be read for long may be wrong.
  const isUnseen = state.blind?.isTold === true || isUnreadableForLong(state, gates, now);
  const isQuiet = gates.alarms.length === 0 && !isUnseen;
  // What was told before a run ended says nothing of what it has brought.
  const isNews = now - known >= HOUR || known <= (last?.ended ?? 0);
  if (!isQuiet && isNews) return now;
  const ended = last === undefined || last.outcome === 'done' ? 0 : last.ended;
  const latest = Math.max(owed, ended);
  return latest > told ? latest : undefined;
}

/** That a release runs well, that this environment is not quiet, and that somebody looks: each of the latter once an hour. */
function newsOf(
  state: FleetState,
  { promotions, disturbing, now }: Telling & { readonly disturbing: number | undefined },
): News | undefined {
  if (promotions === undefined) return undefined;
  const { promote } = state;
  const isLookDue = now - (state.looked ?? 0) >= HOUR;
  if (promote === undefined && !isLookDue && disturbing === undefined) return undefined;
  return (record) => {
    const seen = looked(record, now);
    const known = disturbing === undefined ? seen : disturbed(seen, disturbing);
    return promote === undefined ? known : promoted(known, promote);
  };
}

/** @returns the record as it is now; undefined where it could not be written */
async function written(
  fleet: string,
  news: News,
  { promotions, answerBy, logger }: Telling,
): Promise<PromotionRecord | undefined> {
  let record: PromotionRecord | undefined;
  const change: News = (before) => {
    record = news(before);
    return record;
  };
  try {
    await promotions?.write(fleet, change, answerBy);
    return record;
  } catch (error) {
    logger.error('the table of promotions could not be written', { reason: reasonOf(error) });
    return undefined;
  }
}
