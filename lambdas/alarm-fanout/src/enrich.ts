import { KmscryptError } from '@kmscrypt/core/error';
import { type Logger, reasonOf } from '@kmscrypt/lambda';
import pLimit from 'p-limit';
import type { Alarm } from './alarm.ts';
import type { AlarmPlace, AlarmReader, Known } from './alarm-reader.ts';
import type { FanoutConfig } from './config.ts';
import { placesToRead } from './enrich/places.ts';
import { withKnown } from './enrich/with-known.ts';
import { linksOf } from './links.ts';
import { candidateOf } from './match.ts';
import { severityOf } from './severity.ts';
import type { AlarmEvent } from './told.ts';

export interface EnrichOptions {
  /** Default: nothing is looked up. */
  readonly reader?: AlarmReader | undefined;
  readonly config: Pick<FanoutConfig, 'accounts' | 'severity' | 'links'>;
  /** The function's own account; others are asked where the config has a role for them. */
  readonly account: string | undefined;
  readonly signal: AbortSignal;
  readonly logger: Pick<Logger, 'warn'>;
  /** How long looking up may take in all, in milliseconds; default 3,000. */
  readonly within?: number | undefined;
  /** Default the time that it is. */
  readonly now?: Date | undefined;
}

const WITHIN = 3_000;
const READS_AT_ONCE = 8;

/**
 * Adds what CloudWatch and the config know of alarms, in their order. What cannot be looked up, or not in time, leaves an alarm as
 * its event has it; one line in the log says why. Never rejects.
 */
export async function enrich(
  alarms: readonly AlarmEvent[],
  options: EnrichOptions,
): Promise<readonly Alarm[]> {
  const { config, now = new Date() } = options;
  const known = await lookUp(alarms, options);
  return alarms.map((event) => {
    const accounts = new Map(Object.entries(config.accounts));
    const alarm = {
      ...withKnown(event, known.get(event.arn), now),
      accountName: accounts.get(event.account)?.name,
    };
    return {
      ...alarm,
      severity: severityOf(candidateOf(alarm), config.severity).severity,
      links: linksOf(alarm, config.links),
    };
  });
}

/** What is known, by ARN. */
async function lookUp(
  alarms: readonly AlarmEvent[],
  { reader, config, account, signal, logger, within = WITHIN }: EnrichOptions,
): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>();
  if (reader === undefined) return known;
  const ending = AbortSignal.any([signal, AbortSignal.timeout(within)]);
  const problems: string[] = [];
  const read = async (place: AlarmPlace): Promise<void> => {
    try {
      const found = await untilEnd(() => reader.read(place, ending), ending);
      if (found === undefined) return;
      known.set(place.arn, found);
      problems.push(...(found.problems ?? []));
    } catch (error) {
      problems.push(reasonOf(error));
    }
  };
  await pLimit(READS_AT_ONCE).map(placesToRead(alarms, { accounts: config.accounts, account }), read);
  if (problems.length > 0) {
    const reasons = Object.fromEntries(
      [...Map.groupBy(problems, (problem) => problem)].map(([problem, same]) => [problem, same.length]),
    );
    logger.warn('alarms are told with less than CloudWatch knows', { reasons });
  }
  return known;
}

/** Does not wait for who does not heed the signal. */
async function untilEnd<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const end = (): void =>
    ended.reject(new KmscryptError('ABORTED', 'the time for looking up alarms was over'));
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await (signal.aborted ? ended.promise : Promise.race([work(), ended.promise]));
  } finally {
    signal.removeEventListener('abort', end);
  }
}
