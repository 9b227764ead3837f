import { DAY, MINUTE } from '../times.ts';
import type { PlanInput } from '../plan-types.ts';
import type { FleetState, Run } from '../state.ts';
import type { Told } from '../told.ts';
import { lineOf } from '../words/bounded.ts';

/** How long a fleet may not be seen before anybody is told, and before anything is done unseen; in milliseconds. */
export const BLIND_PATIENCE: number = 15 * MINUTE;
/** How long it is tried to bring hosts in unseen, before the run ends without. In milliseconds. */
export const ENDING: number = 60 * MINUTE;

const REASON = 500;

/** What is decided about a fleet that cannot be looked at: what a plan is decided from, but for what AWS shows. */
export interface Unseen extends Omit<PlanInput, 'fleet' | 'gates' | 'releases'> {
  readonly name: string;
  /** What the look said. */
  readonly reason: string;
}

/** The state with a note that the fleet cannot be looked at; people are told once that has lasted. */
export function noted({ name, state, reason: said, now }: Unseen): FleetState {
  const reason = lineOf(said, REASON);
  const { since = now, isTold, ending: endingSince } = state.blind ?? {};
  const isToTell = isTold !== true && now - since >= BLIND_PATIENCE;
  const blind = {
    since,
    reason,
    ...(isTold === true || isToTell ? { isTold: true as const } : {}),
    ...(endingSince === undefined ? {} : { ending: endingSince }),
  };
  const outbox = isToTell ? [...state.outbox, noticeOf({ name, state, reason, since, now })] : state.outbox;
  return { ...state, ticked: now, blind, outbox };
}

/** The state of a fleet that has been seen; where people were told that it could not be, they are told that it can. */
export function seen(
  state: FleetState,
  { name, now }: { readonly name: string; readonly now: number },
): FleetState {
  const { blind, ...known } = state;
  if (blind === undefined) return state;
  if (blind.isTold !== true) return known;
  const back: Told = {
    title: `${name} can be looked at again`,
    severity: 'info',
    key: keyOf(name),
    status: 'end',
    at: now,
    facts: { fleet: name },
  };
  return { ...known, outbox: [...known.outbox, back] };
}

/**
 * The run as it has to end, though nobody sees it: somebody has asked for that, or its time is over. Undefined: it need not, or what keeps us
 * from seeing may pass.
 */
export function ending(
  run: Run,
  { state, control, now }: Pick<Unseen, 'state' | 'control' | 'now'>,
): Run | undefined {
  const { since = now } = state.blind ?? {};
  if (now - since < BLIND_PATIENCE) return undefined;
  if (run.isAborting || control.abort?.run === run.id) return { ...run, isAborting: true };
  const isOver = run.stopped === 'gave-up' || now - run.began >= run.fleet.policy.giveUpDays * DAY;
  return isOver ? { ...run, stopped: 'gave-up' } : undefined;
}

function noticeOf(given: {
  readonly name: string;
  readonly state: FleetState;
  readonly reason: string;
  readonly since: number;
  readonly now: number;
}): Told {
  const { name, reason, since, now } = given;
  const { run } = given.state;
  const underWay =
    run === undefined
      ? ['no run is under way, and none begins']
      : [
          'a run is under way, and nothing of it goes on: what is out of service stays so',
          `to bring in what it took out, unseen: kmscrypt-lambda auto-update abort --fleet ${name}`,
        ];
  return {
    title: lineOf(`${name} cannot be looked at since ${Math.round((now - since) / MINUTE)} minutes`, 200),
    text: [reason, ...underWay].join('\n'),
    severity: 'error',
    key: keyOf(name),
    status: 'start',
    at: now,
    facts: { fleet: name, ...(run === undefined ? {} : { run: run.id }) },
  };
}

function keyOf(name: string): string {
  return `${name}/unseen`;
}
