import { counted } from '@kmscrypt/lambda';
import { isKeptOut } from '../kept-out.ts';
import type { HostLine } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Run } from '../state.ts';
import { lineOf as cut } from '../words/bounded.ts';
import { pinFor } from './pins.ts';
import { MINUTE } from '../times.ts';
import { updatesLeft } from './updates-left.ts';

/** Packages that are named of a host. */
const CHANGES = 10;
/** Problems that are told of a host that is well, and their characters. */
const PROBLEMS = 3;
const SAID = 200;

/** Whether its packages or its kernel are others than before. */
function isUpdated({ phase, before, after, reboot }: HostRecord): boolean {
  if (phase !== 'done' || before === undefined || after === undefined) return false;
  return before.digest !== after.digest || (reboot !== undefined && reboot.boot !== after.boot);
}

/** That its patch was pinned to something else than the run's hosts of its platform are. */
export function notKept(run: Run, record: HostRecord): string | undefined {
  const { after } = record;
  if (after === undefined || !isChanged(record)) return undefined;
  const wanted = pinFor(run, after.platform);
  if (wanted === '' || wanted === after.pin) return undefined;
  return `not pinned to ${wanted}: ${after.pin === 'none' ? 'it was patched without a pin' : `it has ${after.pin}`}`;
}

/** Of one that nothing had been changed on: no failure. */
function goneText({ phase }: HostRecord): string | undefined {
  return phase === 'gone' ? 'it went before it was changed' : undefined;
}

/** What its patch has left, of a host that is well. */
function leftText(record: HostRecord): string | undefined {
  const left = record.phase === 'done' ? updatesLeft(record) : 0;
  return left > 0 ? `${counted(left, 'package')} can still be updated` : undefined;
}

/** What people should know of a host that is well: nobody looks for it otherwise. */
function remarksOf(run: Run, record: HostRecord): readonly string[] {
  if (record.phase !== 'done') return [];
  const pin = notKept(run, record);
  const problems = (record.after?.problems ?? []).slice(0, PROBLEMS).map((each) => cut(each, SAID));
  return [...(pin === undefined ? [] : [pin]), ...problems];
}

/** A host in the report of its run. */
export function hostLine(run: Run, record: HostRecord, now: number): HostLine {
  const { id, name, zone, before, after, reboot, out } = record;
  const remarks = remarksOf(run, record);
  const why = record.skipped?.text ?? record.failure?.text ?? goneText(record) ?? leftText(record);
  const code = record.skipped?.code ?? record.failure?.code;
  const changes = isChanged(record) ? (after?.packages ?? []) : [];
  const more = isChanged(record) ? (after?.morePackages ?? 0) : 0;
  return {
    id,
    name,
    zone,
    result: resultOf(record),
    why,
    ...(code === undefined ? {} : { code }),
    isOut: record.phase !== 'gone' && isKeptOut(record),
    from: before?.kernel,
    to: after?.kernel,
    packages: changes.length + more,
    changes: changes
      .slice(0, CHANGES)
      .map(({ name: changed, from, to }) => `${changed} ${from === '' ? '(new)' : from} → ${to}`),
    ...(after === undefined || after.pin === 'none' || !isChanged(record) ? {} : { pin: after.pin }),
    ...(remarks.length === 0 ? {} : { remarks }),
    hasRebooted: reboot !== undefined && after !== undefined && after.boot !== reboot.boot,
    minutesOut: out && Math.round(((record.in ?? now) - out.at) / MINUTE),
  };
}

/** Also of a host that failed afterwards. */
function isChanged({ before, after }: HostRecord): boolean {
  return before !== undefined && after !== undefined && before.digest !== after.digest;
}

function resultOf(record: HostRecord): HostLine['result'] {
  switch (record.phase) {
    case 'done':
      return isUpdated(record) ? 'updated' : 'nothing to do';
    case 'failed':
      return 'failed';
    case 'gone':
      return 'gone';
    default:
      return 'left out';
  }
}
