import type { FleetTick } from '../../src/fleet-tick.ts';
import type { Standing } from '../../src/plan-types.ts';

export function standingOf(changes: Partial<Standing> = {}): Standing {
  const { serving = 10, floor = 5 } = changes;
  const behind = { days7: 0, days14: 0, days30: 0 };
  const margin = serving - floor;
  return { size: 10, serving, floor, margin, inFlight: 0, behind, oldestDays: 0, ...changes };
}

export function tickOf(changes: Partial<FleetTick> = {}): FleetTick {
  return { fleet: 'web', outcome: 'ticked', at: 1, standing: standingOf(), ...changes };
}
