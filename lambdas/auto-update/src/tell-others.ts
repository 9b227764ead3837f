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
  const isTold = news !== undefined && (await isWritten(fleet, news.change, telling));
  if (outbox.length === state.outbox.length && !isTold) return;
  const next = { ...state, outbox, ...(isTold ? news.state : {}) };
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
interface News {
  readonly change: (record: PromotionRecord) => PromotionRecord;
  /** What is known once it is told. */
  readonly state: Pick<FleetState, 'promote' | 'disturbed' | 'looked'>;
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
  const isDisturbing = !isQuiet && (report !== undefined || now - (state.disturbed ?? 0) >= HOUR);
  if (promote === undefined && !isLookDue && !isDisturbing) return undefined;
  return {
    change: (record) => {
      const seen = looked(record, now);
      const known = promote === undefined ? seen : promoted(seen, promote);
      return isDisturbing ? disturbed(known, now) : known;
    },
    state: { promote: undefined, looked: now, ...(isDisturbing ? { disturbed: now } : {}) },
  };
}

async function isWritten(
  fleet: string,
  change: News['change'],
  { promotions, answerBy, logger }: Telling,
): Promise<boolean> {
  try {
    await promotions?.write(fleet, change, answerBy);
    return true;
  } catch (error) {
    logger.error('the table of promotions could not be written', { reason: reasonOf(error) });
    return false;
  }
}
