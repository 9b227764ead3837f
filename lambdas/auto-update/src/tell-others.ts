import { HOUR } from './times.ts';
import { reasonOf } from '@kmscrypt/lambda';
import { createNotifier } from './aws/notifier.ts';
import type { RunReport } from './plan-types.ts';
import { disturbed, looked, promoted } from './promotion.ts';
import type { PromotionRecord } from './release.ts';
import type { FleetState } from './state.ts';
import type { Told } from './told.ts';
import type { FleetWork } from './tick.ts';

/** Most that is kept to be told again; what is older is in the log. */
const MOST_KEPT = 100;

/** What telling takes of a tick. */
export interface Telling extends Pick<
  FleetWork,
  'calls' | 'config' | 'account' | 'region' | 'promotions' | 'taken' | 'gates' | 'now' | 'answerBy' | 'logger'
> {
  /** Of the run that has ended with this tick. */
  readonly report: RunReport | undefined;
}

/**
 * Publishes notices and what the next environment has to know. What cannot be told stays in the state, and is told again by the next tick.
 */
export async function tellOthers(fleet: string, state: FleetState, telling: Telling): Promise<void> {
  const { taken, answerBy } = telling;
  const outbox = await leftOf(state.outbox, telling);
  const news = newsOf(state, telling);
  const record = news === undefined ? undefined : await written(fleet, news, telling);
  if (outbox.length === state.outbox.length && record === undefined) return;
  const next = { ...state, outbox, ...(record === undefined ? {} : knownBy(record, telling)) };
  await taken.save({ state: next, records: [] }, answerBy);
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
): Pick<FleetState, 'promote' | 'disturbed' | 'looked'> {
  return { promote: undefined, looked: now, disturbed: last };
}

/** That a release runs well, that this environment is not quiet, and that somebody looks: each of the latter once an hour. */
function newsOf(state: FleetState, { promotions, gates, report, now }: Telling): News | undefined {
  if (promotions === undefined) return undefined;
  const { promote } = state;
  const isLookDue = now - (state.looked ?? 0) >= HOUR;
  // What cannot be read may be wrong.
  const isQuiet =
    gates.alarms.length === 0 &&
    gates.unreadable.length === 0 &&
    (report === undefined || report.outcome === 'done');
  const { disturbed: last = 0 } = state;
  // What was told before a run ended says nothing of what it has brought.
  const isNews = report !== undefined || now - last >= HOUR || last <= (state.last?.ended ?? 0);
  const isDisturbing = !isQuiet && isNews;
  if (promote === undefined && !isLookDue && !isDisturbing) return undefined;
  return (record) => {
    const seen = looked(record, now);
    const known = promote === undefined ? seen : promoted(seen, promote);
    return isDisturbing ? disturbed(known, now) : known;
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
