import { intakeOf, LambdaError } from '@kmscrypt/lambda';
import type { FanoutConfig } from '../config.ts';
import { enrich } from '../enrich.ts';
import type { Change } from '../ingest/change.ts';
import { changesOf } from '../ingest/changes-of.ts';
import { ownPlace } from '../queues.ts';
import { takeIn } from '../take-in.ts';
import { tell } from './tell.ts';

/** A stored event. */
export interface EventFile {
  /** As given; `-` is stdin. */
  readonly file: string;
  readonly text: string;
  /** When it comes, in milliseconds since the epoch; default when each change happened. */
  readonly now?: number | undefined;
}

const NEVER = new AbortController().signal;

/**
 * The changes that an event tells of, in any form that ingest takes; with what the event itself and the config say, as AWS is not asked.
 * Messages that are no change's are named on stderr.
 *
 * @throws LambdaError `EVENT_UNREADABLE`, `MESSAGE_INVALID` where nothing in it is a change
 */
export async function changesIn(
  { file, text, now }: EventFile,
  config: FanoutConfig,
): Promise<readonly Change[]> {
  const name = file === '-' ? 'stdin' : file;
  const { account, region } = ownPlace(config.queues);
  const told = takeIn(intakeOf(eventIn(name, text), name).messages, { account, region, now: new Date() });
  const foreign = told.foreign.map(({ message: { id, queued }, reason }) =>
    queued === undefined ? reason : `${id}: ${reason}`,
  );
  const alarms = await Promise.all(
    told.alarms.map(({ alarm }) => {
      const time = new Date(now ?? alarm.at);
      // Without a reader nothing is looked up, and nothing can fail.
      return enrich([alarm], { config, account, now: time, signal: NEVER, logger: { warn: () => {} } });
    }),
  );
  const changes = changesOf(told, { alarms: alarms.flat(), config });
  if (changes.length === 0) {
    const why = foreign.length === 0 ? 'it tells of no change' : foreign.join('; ');
    throw new LambdaError('MESSAGE_INVALID', `${name}: ${why}`);
  }
  for (const reason of foreign) tell(`${name}: left out: ${reason}`);
  // As it is when it comes out of the queue.
  return changes.map((change) => ({ ...change, isQueued: true }));
}

function eventIn(name: string, text: string): unknown {
  try {
    const event: unknown = JSON.parse(text);
    return event;
  } catch {
    throw new LambdaError('EVENT_UNREADABLE', `${name}: it is not JSON`);
  }
}
