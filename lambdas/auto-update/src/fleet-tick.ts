import type { RefreshEffect } from './groups.ts';
import type { Effect, RunReport, Standing } from './plan-types.ts';
import type { NotDone } from './ports.ts';
import type { Held } from './held.ts';
import type { Run } from './state.ts';

/** What a tick has done with one fleet, for metrics and the log. */
export interface FleetTick {
  readonly fleet: string;
  /** `taken`: somebody else has it, or has overtaken us. `not-reached`: there was no time left for it. */
  readonly outcome: 'ticked' | 'taken' | 'failed' | 'not-reached';
  /** Why it failed: one line. */
  readonly error?: string | undefined;
  /** When, by the clock of the table. */
  readonly at?: number | undefined;
  /** The run that is under way after it. */
  readonly run?: Run | undefined;
  /** Of the run that has ended with it. */
  readonly report?: RunReport | undefined;
  /** Why nothing is begun with. */
  readonly held?: readonly Held[] | undefined;
  readonly standing?: Standing | undefined;
  /** Hosts that are at their release since this tick, and that failed in it; default 0. */
  readonly patched?: number | undefined;
  readonly failed?: number | undefined;
  /** Hosts that wait while something holds them back; default 0. */
  readonly heldBack?: number | undefined;
  /** Hosts that failed and are out of service; default 0. */
  readonly keptOut?: number | undefined;
  /** Whether a run before this one had not given the fleet back. */
  readonly wasLeft?: boolean | undefined;
  /** What the Lambda's clock is wrong by, in milliseconds; positive: it is ahead. Default 0. */
  readonly clockOff?: number | undefined;
  /** What was carried out, in its order. */
  readonly effects?: readonly (Effect | RefreshEffect)['kind'][] | undefined;
  readonly notDone?: readonly NotDone[] | undefined;
  /** What of the fleet is not there, or could not be read, and stops nothing. */
  readonly problems?: readonly string[] | undefined;
}
