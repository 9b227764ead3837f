import type { QueuedMessages } from './intake.ts';
import { once } from './once.ts';
import type { SqsCaller, VisibilityEntry } from './sqs-caller.ts';

/** Says when messages come back into their queue. */
export interface Visibility {
  /**
   * Hides messages for so many seconds from now, each for itself. One that cannot be told comes back when the queue's own
   * visibility time-out ends. Never rejects: what fails counts as untold.
   */
  hide(queue: QueuedMessages, order: HideOrder): Promise<Untold>;
}

export interface HideOrder {
  /** By message id, 0 to 43,200. */
  readonly seconds: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
}

/** Messages that could not be told. */
export interface Untold {
  readonly count: number;
  /** Why the first of them could not. */
  readonly reason?: string | undefined;
}

/** What SQS takes in one call. Source: SQS API reference, ChangeMessageVisibilityBatch. */
const ENTRIES = 10;
const CALLS_AT_ONCE = 10;
/** SQS allows 12 hours from when a message was received, of which this invocation has used 15 minutes at most. */
const MOST_SECONDS = 43_200 - 900;

/**
 * SQS, in the queue's own region; takes `sqs:ChangeMessageVisibility`.
 *
 * @param callerFor makes what calls a region's SQS, when it is first needed; where that fails, again the next time.
 */
export function sqsVisibility(callerFor: (region: string) => Promise<SqsCaller>): Visibility {
  const callers = new Map<string, () => Promise<SqsCaller>>();
  return {
    hide: async ({ arn, receiptHandles }, { seconds, signal }) => {
      if (seconds.size === 0) return { count: 0 };
      const [, , service, region = '', account, name] = arn.split(':');
      if (service !== 'sqs' || name === undefined) {
        return { count: seconds.size, reason: 'eventSourceARN is not the ARN of a queue' };
      }
      const caller = callers.get(region) ?? once(async () => callerFor(region));
      callers.set(region, caller);
      // A call goes to the region's endpoint whatever host stands here; SQS reads account and name.
      const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      const calls = chunks(entriesOf(receiptHandles, seconds));
      return untoldBy(seconds.size, async () => {
        const sqs = await caller();
        let untold: Untold = { count: 0 };
        const worker = async (): Promise<void> => {
          for (let entries = calls.pop(); entries !== undefined; entries = calls.pop()) {
            const call = { queueUrl, entries, signal };
            const { count, reason } = await untoldBy(entries.length, async () => sqs.changeVisibility(call));
            untold = { count: untold.count + count, reason: untold.reason ?? reason };
          }
        };
        await Promise.all(Array.from({ length: CALLS_AT_ONCE }, worker));
        return untold;
      });
    },
  };
}

/** The SDK, loaded when it is called. */
export async function sdkCaller(region: string): Promise<SqsCaller> {
  // Most invocations end without it, and it takes longer to load than all else.
  const { createSqsCaller } = await import('./sqs-caller.ts');
  return createSqsCaller(region);
}

/** All of these where the attempt to tell them fails. */
async function untoldBy(count: number, tell: () => Promise<Untold>): Promise<Untold> {
  try {
    return await tell();
  } catch (error) {
    return { count, reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function entriesOf(
  receiptHandles: ReadonlyMap<string, string>,
  seconds: ReadonlyMap<string, number>,
): readonly VisibilityEntry[] {
  return [...seconds].map(([id, wanted]) => ({
    receiptHandle: receiptHandles.get(id) ?? '',
    seconds: Math.round(Math.min(MOST_SECONDS, Math.max(0, wanted))),
  }));
}

function chunks(entries: readonly VisibilityEntry[]): (readonly VisibilityEntry[])[] {
  return Array.from({ length: Math.ceil(entries.length / ENTRIES) }, (_, index) =>
    entries.slice(index * ENTRIES, (index + 1) * ENTRIES),
  );
}
