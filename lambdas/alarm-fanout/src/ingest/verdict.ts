import {
  type AlarmMemory,
  isNewest,
  keptFor,
  mayBeForgotten,
  type SeenChange,
  seenIn,
} from '../alarm-memory.ts';
import type { FanoutConfig } from '../config.ts';
import { MOST_DAYS_HELD } from '../config/quiet.ts';
import { flappingVerdict, wasFlapping } from '../flapping.ts';
import { quietFor } from '../quiet.ts';
import { type Routed, route } from '../route.ts';
import { candidateIn, type Change } from './change.ts';
import { mutedUntil } from './muted.ts';
import { remarksOn } from './remarks.ts';

/** What becomes of a change at a destination. */
export type Verdict =
  | { readonly status: 'tell'; readonly remarks: readonly string[] }
  /** Looked at again then, in milliseconds since the epoch. */
  | { readonly status: 'hold'; readonly why: 'muted' | 'flapping' | 'quiet'; readonly until: number }
  | { readonly status: 'done'; readonly why: Untold };

/**
 * Why a change is not told. `disabled`: the alarm's actions are switched off. `quiet`: it is quiet, and the rule says skip. `overtaken`: it
 * was held back, or would have been, and a later change of the same alarm is known. `damped`: the same while the alarm was flapping.
 */
export type Untold = 'disabled' | 'quiet' | 'overtaken' | 'damped';

export interface VerdictsInput {
  /** With the change; undefined for what stands alone. */
  readonly memory: AlarmMemory | undefined;
  readonly config: FanoutConfig;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** What becomes of a change, by destination. */
export interface Verdicts extends Pick<Routed, 'isFallback'> {
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** A message must have left its queue by then. In milliseconds. */
const MOST_HELD = MOST_DAYS_HELD * 86_400_000;

/** Decides on a change, by its destinations. What cannot come back, or has been held back for long enough, is held back no more. */
export function verdictsOn(change: Change, input: VerdictsInput): Verdicts {
  const { destinations, isFallback } = route(input.config, candidateIn(change));
  const verdict = verdictOn(change, input);
  return { isFallback, verdicts: new Map(destinations.map((name) => [name, verdict(name)])) };
}

function verdictOn(change: Change, { memory, config, now }: VerdictsInput): (destination: string) => Verdict {
  const { what, key, isQueued } = change;
  const alarm = what.type === 'alarm' ? what.alarm : undefined;
  if (alarm?.via === 'event-bridge' && alarm.actionsEnabled === false) return () => done('disabled');
  // More may have come since than are remembered.
  const seen = seenIn(memory, key) ?? unremembered(change, { memory, now });
  const isLast = memory === undefined || isNewest(memory, seen);
  const mayWait = isQueued && now < seen.seen + MOST_HELD;
  const wait = (why: 'muted' | 'flapping' | 'quiet', until: number): Verdict =>
    isLast ? { status: 'hold', why, until } : done('overtaken');

  const muted = alarm && mutedUntil(alarm, { now, seen: seen.seen });
  if (muted !== undefined && mayWait) return () => wait('muted', muted);
  const rule = alarm === undefined ? false : config.flapping;
  const flapping = memory && flappingVerdict(memory, seen, rule);
  if (flapping?.status === 'damped') return () => done('damped');
  if (flapping?.status === 'hold' && mayWait) return () => wait('flapping', flapping.until);
  const candidate = candidateIn(change);
  return (destination) => {
    const known = keptFor(seen, destination);
    // Nobody muted what CloudWatch told by another way.
    const kept = known === 'muted' && alarm?.via !== 'event-bridge' ? undefined : known;
    const quiet = quietFor(config.quiet, { destination, candidate, now });
    if (kept === 'skipped' || quiet?.action === 'skip') return done('quiet');
    if (quiet !== undefined && mayWait) return wait('quiet', quiet.until);
    const wasHeld = kept !== undefined || mayBeForgotten(memory, { at: seen.at, destination });
    if (wasHeld && !isLast) return done('overtaken');
    return { status: 'tell', remarks: remarksOn(seen, { kept, rule }) };
  };
}

function unremembered(
  { key, at }: Change,
  { memory, now }: Pick<VerdictsInput, 'memory' | 'now'>,
): SeenChange {
  const mark = memory !== undefined && wasFlapping(memory, at) ? 'withheld' : 'plain';
  return { key, at, seen: Math.min(at, now), mark };
}

function done(why: Untold): Verdict {
  return { status: 'done', why };
}
