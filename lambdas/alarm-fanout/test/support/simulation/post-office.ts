import type { Message } from '@kmscrypt/lambda';
import { deliver, type DeliverReport } from '../../../src/deliver.ts';
import type { Target } from '../../../src/deliver/target.ts';
import { DeliveryError } from '../../../src/delivery-error.ts';
import type { FifoQueue } from './fifo-queue.ts';
import { createLife, type Life } from './life.ts';
import type { Random } from './random.ts';
import type { SimStore } from './sim-store.ts';
import type { SimVendor } from './sim-vendor.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** One destination: its queue, what serves it, and what came of that. */
export interface PostOffice {
  readonly name: string;
  readonly target: Pick<Target, 'rules' | 'window'>;
  readonly queue: FifoQueue;
  /** What deliver has put into the dead-letter queue. */
  readonly letters: Letter[];
  readonly vendor: SimVendor;
  readonly store: SimStore;
  readonly random: Random;
  /** At which of its calls an invocation ends too early; see {@link createLife}. Infinity: at none. */
  readonly endsAt: (invocation: number) => number;
  /** Whether secrets cannot be read now and then, and SQS misses a part of an answer. */
  readonly hasHiccups: boolean;
  readonly giveUpAfter: number;
  readonly clock: VirtualClock;
  readonly counts: Counts;
}

/** What was put into the dead-letter queue, and by which invocation. */
export interface Letter {
  readonly body: string;
  readonly life: Life;
}

/** What the metrics of one destination would say. */
export interface Counts {
  possibleDoubles: number;
  digests: number;
  invocations: number;
  crashes: number;
}

/** As the function is set up; in milliseconds. */
const TIMEOUT = 60_000;
/** How long Lambda takes between two batches. */
const OVERHEAD = 20;
/** A reason of its own each time takes most of the time. */
const OVER = new Error('it is over');
const QUEUES = 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout-';

/** Serves a queue until it is empty, and nothing more is to come. */
export async function serve(office: PostOffice, isOver: () => boolean): Promise<void> {
  const { queue, clock } = office;
  while (!isOver() || queue.size() > 0) {
    const batch = queue.receive();
    if (batch.length === 0) {
      await queue.changed();
      continue;
    }
    const report = await invoke(batch, office);
    answer(batch, report, office);
    await clock.pause(OVERHEAD);
  }
}

async function invoke(messages: readonly Message[], office: PostOffice): Promise<DeliverReport | undefined> {
  const { clock, random, counts, name } = office;
  counts.invocations += 1;
  const life = createLife(office.endsAt(counts.invocations));
  const over = new AbortController();
  const [signal, answerBy] = [TIMEOUT - 3_000, TIMEOUT - 500].map((time) =>
    endingIn(time, over.signal, clock),
  );
  void clock.sleep(TIMEOUT, over.signal).then(
    () => life.end(),
    () => {},
  );
  const work = deliver({
    messages,
    targets: new Map([[name, targetOf(office, life)]]),
    queuePrefix: QUEUES,
    giveUpAfter: office.giveUpAfter,
    store: office.store.of(life, random),
    queues: {
      send: (letters) =>
        life.call(async () => {
          await clock.pause(10);
          for (const { body } of letters) office.letters.push({ body, life });
          return new Map<string, string>();
        }),
    },
    clock: { now: () => clock.now(), sleep: (time, ending) => life.call(() => clock.sleep(time, ending)) },
    random,
    signal: signal ?? over.signal,
    answerBy: answerBy ?? over.signal,
    countDouble: (_name, changes) => {
      counts.possibleDoubles += changes;
    },
  });
  const report = await Promise.race([work, life.ended]);
  if (report === undefined) counts.crashes += 1;
  else over.abort(OVER);
  return report;
}

function targetOf({ target, vendor, random, clock, hasHiccups }: PostOffice, life: Life): Target {
  return {
    ...target,
    open: (signal) =>
      life.call(async () => {
        await clock.sleep(1, signal);
        if (hasHiccups && random() < 0.001) throw new DeliveryError('NOT_NOW', 'the secret cannot be read');
        return { send: (job, ending) => life.call(() => vendor.send(job, life, ending)) };
      }),
    reopen: async () => undefined,
  };
}

/** What Lambda makes of it; now and then SQS misses a part of that. */
function answer(batch: readonly Message[], report: DeliverReport | undefined, office: PostOffice): void {
  const { queue, random, counts } = office;
  if (report === undefined) return;
  for (const { digests } of report.lanes) counts.digests += digests.length;
  for (const { id } of batch) {
    if (office.hasHiccups && random() < 0.001) continue;
    const outcome = report.outcomes.get(id);
    if (outcome?.status === 'done') queue.remove(id);
    else if (outcome?.retryAfter !== undefined) queue.hide(id, outcome.retryAfter);
  }
}

function endingIn(milliseconds: number, unless: AbortSignal, clock: VirtualClock): AbortSignal {
  const ending = new AbortController();
  void clock.sleep(milliseconds, unless).then(
    () => ending.abort(OVER),
    () => {},
  );
  return ending.signal;
}
