import { reasonOf } from '@kmscrypt/lambda';
import type { Logger } from '@kmscrypt/lambda';
import type { AwsCalls } from './aws/calls.ts';
import { createGates } from './aws/gates.ts';
import { type Fleet, fleetsOf } from './config.ts';
import type { FleetTick } from './fleet-tick.ts';
import type { Usable } from './plan-types.ts';
import type { Taken } from './ports.ts';
import { releasesOf } from './releases.ts';
import type { Setup } from './setup.ts';
import { tickGroup } from './tick-group.ts';
import { tickHosts } from './tick-hosts.ts';
import type { Gates } from './view.ts';

export interface TickInput extends Setup {
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** Ends what is written down of it. */
  readonly answerBy: AbortSignal;
  readonly logger: Logger;
  /** A clock that nobody puts, in milliseconds; default the machine's. */
  readonly steady?: (() => number) | undefined;
}

/** What a tick of one fleet works with. */
export interface FleetWork extends TickInput {
  readonly taken: Taken;
  /** Of the config; absent where it has none of this name any more. */
  readonly fleet?: Fleet | undefined;
  readonly gates: Gates;
  readonly calls: AwsCalls;
  readonly releases: Usable;
  readonly now: number;
}

/** What all fleets have together, below the Lambda's own time-out; in milliseconds. */
const TIME = 115_000;
/** The least that a fleet gets, so that a large one comes to its end. */
const LEAST = 20_000;

/**
 * Goes one step further with every fleet; what fails for one stops no other. The fleet whose last tick is the longest ago is the first; each
 * has its share of the time, so that a slow one leaves some to the others.
 */
export async function tick(input: TickInput): Promise<readonly FleetTick[]> {
  const { signal, store, steady = () => performance.now() } = input;
  const begun = steady();
  const fleets = fleetsOf(input.config);
  const active = await store.active(signal);
  const names = [...new Set([...fleets.map(({ name }) => name), ...active])];
  const last = await store.lastTicks(names, signal);
  const inTurn = names.toSorted((one, other) => (last[one] ?? 0) - (last[other] ?? 0));
  const ticks: FleetTick[] = [];
  for (const [index, name] of inTurn.entries()) {
    if (signal.aborted) {
      ticks.push({ fleet: name, outcome: 'not-reached' });
      continue;
    }
    const share = (TIME - (steady() - begun)) / (inTurn.length - index);
    const own = AbortSignal.any([signal, AbortSignal.timeout(Math.max(LEAST, Math.floor(share)))]);
    const fleet = fleets.find((each) => each.name === name);
    ticks.push(await tickOf(name, { ...input, signal: own, fleet }));
  }
  return ticks;
}

async function tickOf(
  name: string,
  input: TickInput & { readonly fleet: Fleet | undefined },
): Promise<FleetTick> {
  let taken: Taken | undefined;
  try {
    taken = await input.store.take(name, input.signal);
    if (taken === undefined) return { fleet: name, outcome: 'taken' };
    return await withTaken(name, { ...input, taken });
  } catch (error) {
    return { fleet: name, outcome: 'failed', error: reasonOf(error) };
  } finally {
    // Where it cannot be given back, its time passes.
    await taken?.release(input.answerBy).catch(() => {});
  }
}

async function withTaken(
  name: string,
  input: TickInput & { readonly fleet: Fleet | undefined; readonly taken: Taken },
): Promise<FleetTick> {
  const { taken, fleet, signal, config, promotions } = input;
  const calls = input.callsWhile(() => taken.isOurs());
  const following = taken.state.run?.fleet ?? fleet;
  const { wasLeft, clockOff } = taken;
  if (following === undefined) return { fleet: name, outcome: 'ticked', wasLeft, clockOff };
  const gates = await createGates(calls).gates(following.policy, config.freeze, signal);
  const now = taken.now();
  // One that is under way has its release.
  const releases =
    taken.state.run === undefined
      ? await releasesOf(following, { config, promotions, now, signal })
      : ({ kind: 'newest' } as const);
  const work: FleetWork = { ...input, calls, gates, releases, now: taken.now() };
  const done =
    following.mode === 'refresh' ? await tickGroup(following, work) : await tickHosts(following, work);
  return { ...done, fleet: name, at: work.now, wasLeft, clockOff };
}
