import type { Logger, Message } from '@kmscrypt/lambda';
import type { SyncConfig } from './config.ts';
import { takeIn } from './event.ts';
import { hostsOf } from './hosts.ts';
import { outcomesOf } from './outcomes.ts';
import type { Directory, Fleet, ParameterTree, Store } from './ports.ts';
import { hasFailedRead, oneRound, type Round } from './round.ts';
import { configInForce } from './rules.ts';
import type { RunReport } from './run-report.ts';
import { emptyState } from './state.ts';
import { isLeased } from './todo.ts';
import { withOwnAccount } from './with-own-account.ts';
import { beginWork, type Work, workable, writeOver } from './work.ts';

/** What the Lambda is made with at cold start. */
export interface Setup {
  readonly config: SyncConfig;
  /** By source: `own`, and those of the config. */
  readonly directories: Readonly<Record<string, Directory>>;
  /** Absent where the config has no tree. */
  readonly parameters?: ParameterTree | undefined;
  readonly store: Store;
  readonly fleet: Fleet;
  /** By number of the account: which source it is; for events. The Lambda's own need not be among them. */
  readonly accounts: Readonly<Record<string, string>>;
  /** Calls of IAM that have been made so far, all attempts. */
  readonly calls: () => number;
}

export interface RunInput extends Setup {
  readonly messages: readonly Message[];
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Ends what is written down of it. */
  readonly answerBy: AbortSignal;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Works on the messages of an invocation, in rounds: read what is due, plan, write down, tell the hosts; until nothing is due or the
 * time is over. What is left then is in the state, and a later run goes on with it.
 */
export async function run(input: RunInput): Promise<RunReport> {
  const { config, store, messages, signal, now } = input;
  const callsBefore = input.calls();
  const stored = await store.load(signal);
  const known = stored?.state ?? emptyState(config.uids.from);
  const accounts = withOwnAccount(input.accounts, messages);
  const asked = takeIn(messages, {
    state: known,
    config: configInForce(config, known),
    accounts,
    now: now(),
  });
  let work: Work = await beginWork(input, { stored, state: known, asked });
  const told = [...asked.claims, ...asked.approvals];
  const rounds: Round[] = [];
  do {
    const isFirst = rounds.length === 0;
    const round = await oneRound(input, {
      work,
      told: isFirst ? told : [],
      hasFailed: rounds.some(hasFailedRead),
      // Neither the time that a whole read takes nor its failures keep back what messages tell.
      isWholeLater: isFirst && told.length + asked.todo.length > 0,
    });
    rounds.push(round);
    ({ work } = round);
  } while (!signal.aborted && workable(work).some(({ due }) => due <= now()));

  const isLooking = asked.isTick && !signal.aborted;
  const hosts = isLooking ? await hostsOf({ ...input, state: work.state, now: now() }) : undefined;
  const state = await writeOver(input, { work, hosts });
  const at = now();
  const todo =
    work.isOurs || !isLeased(state, at) ? state.todo : state.todo.filter(({ isWhole }) => !isWhole);
  return {
    outcomes: new Map([
      ...outcomesOf(messages, {
        todo,
        isKeptBack: isKeptBack(rounds),
        once: asked.once,
        notBegun: work.hasBegun === true ? undefined : asked.wholeReads,
        now: at,
      }),
      ...asked.outcomes,
    ]),
    asked,
    state,
    rounds,
    hosts,
    calls: input.calls() - callsBefore,
    now: at,
  };
}

/** Whether something is to be taken away that the next run without a failed read takes. */
function isKeptBack(rounds: readonly Round[]): boolean {
  const hasFailed = rounds.some(({ evidence }) => evidence.some(({ kind }) => kind === 'failed'));
  return hasFailed && (rounds.at(-1)?.plan.heldBack.length ?? 0) > 0;
}
