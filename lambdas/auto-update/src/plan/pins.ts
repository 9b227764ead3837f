import { isPin } from '../pin.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import type { FleetView } from '../view.ts';

/** What packages of a platform are pinned to; empty: nothing, or what hosts would not take. @param platform empty: not known */
export function pinFor({ release: { pins } }: Pick<Run, 'release'>, platform: string | undefined): string {
  const pin = platform === undefined ? undefined : pins[platform];
  return pin === undefined || pin === 'none' || !isPin(pin) ? '' : pin;
}

/** Whether an environment before has had the release: its id is that of a run there. */
export function isPromoted({ id, release }: Pick<Run, 'id' | 'release'>): boolean {
  return release.id !== id;
}

/**
 * The run with the pins that hosts patched first report: later hosts of their platform get the same versions. A platform that a promoted
 * release does not have stays without one.
 *
 * @param records of this run, in the same order each time
 */
export function withPins(run: Run, records: Iterable<HostRecord>, view: FleetView): Run {
  if (isPromoted(run)) return run;
  const found = new Map<string, string>();
  for (const { id, phase, step } of records) {
    if (phase !== 'patching' || step?.command === undefined) continue;
    const outcome = view.steps[id];
    if (outcome?.kind !== 'answered' || outcome.result.step !== step.id) continue;
    const { result, report } = outcome.result;
    if (result !== 'ok' && result !== 'nothing') continue;
    const known = found.get(report.platform) ?? run.release.pins[report.platform] ?? '';
    // One that took none, such as a host that is held at a release, does not speak for others.
    if (known === '' || (known === 'none' && report.pin !== 'none')) found.set(report.platform, report.pin);
  }
  if (found.size === 0) return run;
  const pins = { ...run.release.pins, ...Object.fromEntries(found) };
  return { ...run, release: { ...run.release, pins } };
}
