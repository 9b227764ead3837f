import type { RunReport } from '../../plan-types.ts';
import type { PromotionRecord } from '../../release.ts';
import type { Control } from '../../control.ts';
import type { FleetState } from '../../state.ts';
import type { HostRecord } from '../../host-record.ts';

// What is in the table was written by this Lambda: its form is checked, and not each field.

export function isFleetState(value: unknown): value is FleetState {
  return isOfFormat(value) && hasList(value, 'outbox') && hasList(value, 'held') && 'ticked' in value;
}

export function isControl(value: unknown): value is Control {
  return isOfFormat(value);
}

export function isRunReport(value: unknown): value is RunReport {
  return isOfFormat(value) && hasList(value, 'hosts') && 'run' in value;
}

export function isHostRecord(value: unknown): value is HostRecord {
  if (!isObject(value) || !('id' in value) || !('run' in value) || !('phase' in value)) return false;
  return [value.id, value.run, value.phase].every((field) => typeof field === 'string');
}

export function isPromotionRecord(value: unknown): value is PromotionRecord {
  return isObject(value) && 'environment' in value && hasList(value, 'releases');
}

/** What a value says of its own format; undefined where it says nothing. */
export function formatOf(value: unknown): number | undefined {
  return isObject(value) && 'format' in value && typeof value.format === 'number' ? value.format : undefined;
}

function isOfFormat(value: unknown): value is object {
  return isObject(value) && formatOf(value) === 1;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasList(value: object, name: string): boolean {
  return Array.isArray(Object.getOwnPropertyDescriptor(value, name)?.value);
}
