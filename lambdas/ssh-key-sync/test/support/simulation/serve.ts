import { KmscryptError } from '@kmscrypt/core/error';
import type { Message } from '@kmscrypt/lambda';
import type { SyncConfig } from '../../../src/config.ts';
import type { Directory, ParameterTree, Store } from '../../../src/ports.ts';
import { run } from '../../../src/run.ts';
import type { RunReport } from '../../../src/run-report.ts';
import { ACCOUNTS } from './cloud-trail.ts';
import { createLife, type Life } from './life.ts';
import type { Notes } from './notes.ts';
import type { Post } from './post.ts';
import type { Queue } from './queue.ts';
import type { Chance } from './random.ts';
import { simDirectory, simParameters } from './sim-directory.ts';
import { simFleet } from './sim-fleet.ts';
import type { SimStore } from './sim-store.ts';
import type { Truth } from './truth.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { Weather } from './weather.ts';

/** Puts something else into the place of a part: the judge has to see it. */
export interface Mutant {
  readonly config?: ((config: SyncConfig) => SyncConfig) | undefined;
  readonly directory?: ((directory: Directory, chance: Chance) => Directory) | undefined;
  readonly store?: ((store: Store) => Store) | undefined;
}

/** All that invocations work with. */
export interface Office {
  readonly config: SyncConfig;
  readonly truth: Truth;
  readonly notes: Notes;
  readonly chance: Chance;
  readonly clock: VirtualClock;
  readonly weather: Weather;
  readonly queue: Queue;
  readonly post: Post;
  readonly store: SimStore;
  readonly mutant: Mutant;
  readonly counts: Counts;
  /** Ids of held losses that each run was let go. */
  readonly approvals: Map<number, readonly string[]>;
}

export interface Counts {
  runs: number;
  crashes: number;
  /** Rejected. */
  failures: number;
  calls: number;
  /** In the order of time. */
  readonly problems: Set<string>;
  /** What `run` rejected with. */
  readonly errors: Set<string>;
}

/** As the function is set up; in milliseconds. */
export const TIMEOUT = 300_000;
/** A reason of its own each time takes most of the time. */
const OVER = new Error('it is over');
/** What a message that says nothing of itself has done. */
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** Invokes the Lambda for what is in the queue, one batch after the other. */
export async function serve(office: Office): Promise<void> {
  for (;;) {
    const batch = await office.queue.receive();
    if (batch === undefined) return;
    const report = await invoke(batch, office);
    if (report !== undefined) answer(batch, report, office);
    await office.clock.pause(20);
  }
}

async function invoke(messages: readonly Message[], office: Office): Promise<RunReport | undefined> {
  const { chance, clock, counts, notes, weather, mutant } = office;
  counts.runs += 1;
  const number = counts.runs;
  const crashes = chance.happens(weather.at(clock.now())?.crashes ?? 0);
  // Most invocations make few calls.
  const life = createLife(crashes ? 1 + Math.floor(chance.next() ** 2 * 80) / 2 : Infinity);
  const over = new AbortController();
  void clock.sleep(TIMEOUT, over.signal).then(
    () => life.end(),
    () => {},
  );
  listen(messages, number, office);
  const config = mutant.config?.(office.config) ?? office.config;
  const store = office.store.of(life, number);
  const work = run({
    config,
    messages,
    ...sourcesOf(office, life, number),
    store: mutant.store?.(store) ?? store,
    fleet: simFleet(office, life),
    accounts: ACCOUNTS,
    calls: () => counts.calls,
    signal: clock.endingIn(TIMEOUT - 3_000, over.signal),
    answerBy: clock.endingIn(TIMEOUT - 500, over.signal),
    now: () => clock.now(),
    logger: QUIET,
  });
  try {
    const report = await Promise.race([work, life.ended]);
    if (report === undefined) counts.crashes += 1;
    else {
      notes.save(number, { begun: clock.now(), at: clock.now() });
      for (const { plan } of report.rounds) for (const { code } of plan.problems) counts.problems.add(code);
    }
    return report;
  } catch (error) {
    counts.failures += 1;
    counts.errors.add(error instanceof KmscryptError ? error.code : String(error));
    // As the shell of all Lambdas does it.
    for (const { id, receiveCount } of messages)
      office.queue.hide(id, Math.min(900, 30 * 2 ** (receiveCount - 1)));
    return undefined;
  } finally {
    over.abort(OVER);
  }
}

/** Notes what the messages say. */
function listen(messages: readonly Message[], number: number, { post, approvals }: Office): void {
  const held: string[] = [];
  for (const { payload } of messages) {
    const fields = payload as { readonly id?: string; readonly held?: string };
    if (fields.id !== undefined) post.hear(fields.id, number);
    if (fields.held !== undefined) held.push(fields.held);
  }
  approvals.set(number, held);
}

function sourcesOf(
  office: Office,
  life: Life,
  number: number,
): { readonly directories: Readonly<Record<string, Directory>>; readonly parameters: ParameterTree } {
  const { mutant, counts, chance } = office;
  const reading = { ...office, life, run: number, count: () => void (counts.calls += 1) };
  const directory = (source: string): Directory => {
    const made = simDirectory(source, reading);
    return mutant.directory?.(made, chance) ?? made;
  };
  return {
    directories: { own: directory('own'), partner: directory('partner') },
    parameters: simParameters(reading),
  };
}

function answer(batch: readonly Message[], { outcomes }: RunReport, { queue }: Office): void {
  for (const { id } of batch) {
    const outcome = outcomes.get(id);
    if (outcome?.status === 'done') queue.remove(id);
    else if (outcome?.retryAfter !== undefined) queue.hide(id, outcome.retryAfter);
  }
}
