import type { Policy } from '../config/policy.ts';
import type { Held } from '../held.ts';
import type { Host } from '../view.ts';
import type { FleetNow } from './fleet-now.ts';
import { isNeverFree, maxUnavailableOf, mayHaveOutage, minHealthyOf } from './floor.ts';

/** Hosts that are worked on at once, at most. */
export const MOST_IN_FLIGHT = 250;

/** Room for hosts to be taken out. */
export interface Slots {
  /** Why no host at all can be taken out now; undefined where one may be. */
  full(): Held | undefined;
  /** Why not even one can be begun with that does not serve as it is. */
  crowded(): Held | undefined;
  /** Why this host cannot be, though another might. */
  refusal(host: Host): Held | undefined;
  /** The host is taken out. */
  take(host: Host): void;
  /** A host is begun with that does not serve as it is. */
  mend(): void;
}

/**
 * A host may be taken out where afterwards the floor is kept by hosts that have no soak to go through, and in its zone, if it has two hosts or
 * more, one serves. In a fleet that has no room in any case an outage may be allowed: of one host, while all others serve.
 */
export function slotsOf(fleet: FleetNow, policy: Policy): Slots {
  const { size, floor } = fleet;
  let { steady, inFlight } = fleet;
  const taken = new Map<string, number>();
  const isOutage = mayHaveOutage(size, policy);
  const crowded = (): Held | undefined =>
    inFlight >= MOST_IN_FLIGHT
      ? { code: 'UNAVAILABLE', text: `${inFlight} hosts are under way, no more are at once` }
      : undefined;
  return {
    crowded,
    full: () => {
      const tooMany = crowded();
      if (tooMany !== undefined) return tooMany;
      if (isOutage)
        return inFlight === 0 && steady === size
          ? undefined
          : { code: 'FLOOR', text: 'in an outage one host goes at a time, while all others serve' };
      return steady > floor ? undefined : noRoom(fleet, steady, policy);
    },
    refusal: ({ zone }) => {
      const { size: all = 0, steady: good = 0 } = fleet.zones.get(zone) ?? {};
      const left = good - (taken.get(zone) ?? 0) - 1;
      if (all < 2 || left >= 1) return undefined;
      return { code: 'ZONE', text: `no other host would serve in ${zone}, which has ${all}` };
    },
    take: ({ zone }) => {
      steady -= 1;
      inFlight += 1;
      taken.set(zone, (taken.get(zone) ?? 0) + 1);
    },
    mend: () => void (inFlight += 1),
  };
}

function noRoom({ size, floor, missing }: FleetNow, steady: number, policy: Policy): Held {
  if (isNeverFree(size, policy)) return neverFree(size, floor, policy);
  const most = maxUnavailableOf(size, policy.maxUnavailable);
  const lost =
    missing === 0
      ? ''
      : ` (${missing} lost in this run, and not replaced: abort it and start another to go on without)`;
  const of = `of ${size} hosts ${steady} serve${lost}`;
  return floor === size - most
    ? { code: 'UNAVAILABLE', text: `${of}: at most ${most} may be out or in their soak (maxUnavailable)` }
    : { code: 'FLOOR', text: `${of}: at least ${floor} have to (minHealthy)` };
}

/** Also before a run: it would wait for something that does not come. */
export function neverFree(size: number, floor: number, { minHealthy, maxUnavailable }: Policy): Held {
  const isByHealthy = minHealthyOf(size, minHealthy) >= size;
  const isByUnavailable = maxUnavailableOf(size, maxUnavailable) < 1;
  const by = [
    ...(isByHealthy ? [`minHealthy ${minHealthy}`] : []),
    ...(isByUnavailable ? [`maxUnavailable ${maxUnavailable}`] : []),
  ].join(', ');
  const cures = [
    ...(isByHealthy ? ['lower minHealthy'] : []),
    ...(isByUnavailable ? ['raise maxUnavailable'] : []),
  ].join(' and ');
  const cure =
    size === 1
      ? 'allow an outage (outage: window), let it go below (minHealthy: 0 and maxUnavailable: 1), or use mode refresh'
      : `${cures}, add hosts, or allow an outage (outage: window)`;
  const hosts =
    size === 1 ? 'the fleet has one host, and it has' : `the fleet has ${size} hosts, and ${floor} have`;
  return {
    code: 'FLOOR',
    text: `${hosts} to serve (${by}): none can ever be taken out; ${cure}`,
  };
}
