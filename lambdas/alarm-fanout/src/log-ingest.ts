import type { Logger } from '@kmscrypt/lambda';
import type { Change } from './ingest/change.ts';
import type { Decided } from './ingest/decide.ts';
import type { Verdict } from './ingest/verdict.ts';
import type { Decision } from './plan.ts';
import type { Foreign } from './turn-away.ts';

export interface LoggedIngest extends Decided {
  readonly unsent: ReadonlyMap<Decision, string>;
}

/** Says what became of each change: names, states and destinations, and nothing of what an alarm or a notice says. */
export function logIngest({ decisions, undecided, unsent }: LoggedIngest, logger: Logger): void {
  for (const decision of decisions) {
    const { change, verdicts, isFallback } = decision;
    const details = { ...named(change), ...byVerdict(verdicts), ...(isFallback ? { isFallback } : {}) };
    const reason = unsent.get(decision);
    if (reason === undefined) logger.info('decided', details);
    else logger.error('not handed over', { ...details, reason });
  }
  for (const { change, reason } of undecided) logger.error('not decided', { ...named(change), reason });
}

/** Says which messages cannot be used and were put aside; those that could not be are said with the answer. */
export function logForeign(foreign: readonly Foreign[], logger: Logger): void {
  for (const { id: messageId, reason, isParked } of foreign) {
    if (isParked) logger.error('put into the dead-letter queue', { messageId, reason });
  }
}

function named({ key, messageId, what }: Change): Readonly<Record<string, unknown>> {
  if (what.type === 'notice') {
    const { source, status: state, at, account, region } = what.notice;
    return { notice: source, state, at, account, region, key, messageId };
  }
  const { name, contributor, state, at, account, region, severity, via } = what.alarm;
  return {
    alarm: name,
    ...(contributor === undefined ? {} : { contributor: contributor.id }),
    state,
    at,
    account,
    region,
    severity,
    via,
    key,
    messageId,
  };
}

/** Names of destinations by what becomes of the change there: `{ told: ['chat'], 'held back: quiet': ['mail'] }`. */
function byVerdict(verdicts: ReadonlyMap<string, Verdict>): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(verdicts, ([, verdict]) => wordFor(verdict));
  return Object.fromEntries([...groups].map(([word, own]) => [word, own.map(([name]) => name)]));
}

function wordFor(verdict: Verdict): string {
  if (verdict.status === 'tell') return 'told';
  return verdict.status === 'hold' ? `held back: ${verdict.why}` : `not told: ${verdict.why}`;
}
