import type { Logger, Message, Outcome } from '@kmscrypt/lambda';
import { apply, type Applied } from './apply.ts';
import type { ToldChange } from './change.ts';
import type { InvalidationConfig } from './config.ts';
import type { Cdn } from './invalidation.ts';
import type { ObjectLister } from './inventory.ts';
import type { Memory } from './memory.ts';
import { logApplied, logPlan } from './log-run.ts';
import { outcomesOf } from './outcomes.ts';
import { type Plan, plan } from './plan.ts';
import { type Known, read } from './read.ts';
import { takeIn } from './take-in.ts';

/** What the Lambda is made with at cold start. */
export interface Setup {
  readonly config: InvalidationConfig;
  readonly cdn: Cdn;
  readonly lister: ObjectLister;
  /** Absent without a table. */
  readonly memory?: Memory | undefined;
}

export interface RunInput extends Setup {
  readonly messages: readonly Message[];
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Ends what is written down of it. */
  readonly answerBy: AbortSignal;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** What one invocation did; the metrics are made of it. */
export interface RunReport {
  /** By message. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly changes: readonly ToldChange[];
  /** How many messages could not be understood. */
  readonly foreign: number;
  /** How many events change nothing that is served. */
  readonly ignored: number;
  readonly plan: Plan;
  readonly applied: Applied;
  readonly known: Known;
}

/** Works on the messages of an invocation: parse, read, plan, apply, remember. */
export async function run(input: RunInput): Promise<RunReport> {
  const { config, messages, memory, signal, answerBy, logger } = input;
  const now = input.now();
  const told = takeIn(messages, logger);
  const { changes } = told;
  const known = await read({ ...input, changes, now });
  const planned = plan({ config, ...known });
  logPlan(planned, logger);
  const applied = await apply({ distributions: planned.distributions, cdn: input.cdn, signal });
  logApplied(applied, logger);
  const { outcomes, partly } = outcomesOf({ messages, changes, plan: planned, applied });
  if (memory !== undefined) {
    await keep(memory, {
      applied,
      partly,
      now,
      signal: answerBy,
      logger,
    });
  }
  return {
    outcomes: new Map([...told.outcomes, ...outcomes]),
    changes,
    foreign: told.foreign,
    ignored: told.ignored,
    plan: planned,
    applied,
    known,
  };
}

interface Kept {
  readonly applied: Applied;
  /** Changes that only some of their distributions have, by change. */
  readonly partly: ReadonlyMap<string, ReadonlySet<string>>;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** What is done stays done if it cannot be written down; it may then be done once more. */
async function keep(memory: Memory, { applied, partly, now, signal, logger }: Kept): Promise<void> {
  const paths = applied.accepted.reduce((sum, { items }) => sum + items.length, 0);
  const until = AbortSignal.any([signal, AbortSignal.timeout(WRITING)]);
  const written = await Promise.allSettled([
    paths > 0 ? memory.spend(paths, now, until) : undefined,
    partly.size > 0 ? memory.remember(partly, now, until) : undefined,
  ]);
  for (const each of written) {
    if (each.status === 'fulfilled') continue;
    const { reason } = each;
    logger.error('the table cannot be written', {
      reason: reason instanceof Error ? reason.message : String(reason),
    });
  }
}

/** In milliseconds; the answer takes its share of the time that is left, too. */
const WRITING = 1_500;
