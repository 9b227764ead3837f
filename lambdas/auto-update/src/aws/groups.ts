import type { Groups } from '../groups.ts';
import type { AwsCalls } from './calls.ts';
import { carryOutEffect } from './groups/carry-out-effect.ts';
import { lookAt } from './groups/look.ts';

/** Auto Scaling groups by AWS's calls. */
export function createGroups(calls: AwsCalls): Groups {
  return {
    look: (fleet, wanted, signal) => lookAt(calls, { fleet, wanted }, signal),
    carryOut: (fleet, effect, signal) => carryOutEffect(calls, { fleet, effect }, signal),
  };
}
