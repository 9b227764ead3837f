import type { Org } from './org.ts';
import type { Chance } from './random.ts';
import type { Truth } from './truth.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What changes may be made of. */
export interface ChangeParts {
  readonly truth: Truth;
  readonly org: Org;
  readonly chance: Chance;
  readonly clock: VirtualClock;
}
