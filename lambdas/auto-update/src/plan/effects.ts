import type { Effect } from '../plan-types.ts';
import type { HostRecord } from '../host-record.ts';
import type { Step } from '../step.ts';
import { MINUTE } from '../times.ts';
import type { Host } from '../view.ts';
import { MOST_CHECKS } from './first-records.ts';
import type { Moment } from './moment.ts';
import { isToReboot } from './phase-kinds.ts';
import { RESTORE_DWELL } from './times.ts';

/** Hosts that one command is sent to, at most. */
const LOT = 50;

/** What is still to be done for hosts to be where their phases have them: taken out, brought in, told. */
export function effectsOf(
  records: Iterable<HostRecord>,
  hosts: ReadonlyMap<string, Host>,
  moment: Pick<Moment, 'now' | 'policy'>,
): readonly Effect[] {
  const takeOut: string[] = [];
  const bringIn: string[] = [];
  const steps = new Map<string, { readonly step: Step; readonly hosts: string[] }>();
  for (const record of records) {
    const host = hosts.get(record.id);
    if (host === undefined) continue;
    if (isToLeave(record, host)) takeOut.push(host.id);
    if (isToReturn(record, host, moment)) bringIn.push(host.id);
    const { step } = record;
    if (step === undefined || step.command !== undefined || hasWorkAgain(record, host, moment)) continue;
    const key = `${step.id} ${step.pin ?? ''}`;
    const group = steps.get(key);
    if (group === undefined) steps.set(key, { step, hosts: [host.id] });
    else group.hosts.push(host.id);
  }
  return [
    ...(bringIn.length === 0 ? [] : [{ kind: 'bring-in', hosts: bringIn } as const]),
    ...(takeOut.length === 0 ? [] : [{ kind: 'take-out', hosts: takeOut } as const]),
    ...sends(steps.values()),
  ];
}

function isToLeave({ phase, failure, out, step }: HostRecord, { service, isPartly }: Host): boolean {
  if (out === undefined || (service !== 'in' && isPartly !== true)) return false;
  if (phase === 'taking-out') return true;
  // Somebody else, or the agent of ECS as it started, has given it work again, which its reboot would end; what was out before is theirs.
  if (isToReboot({ step })) return out.was === 'in';
  return failure !== undefined && (phase === 'soaking' || phase === 'bringing-in');
}

/** It was given work while it was out by our doing: it may finish that before its reboot, for as long as hosts have for it. */
function hasWorkAgain(
  { step, out }: HostRecord,
  { service, isPartly, tasks, containerInstance }: Host,
  { now, policy: { drainMinutes, rebootMinutes } }: Pick<Moment, 'now' | 'policy'>,
): boolean {
  if (step === undefined || !isToReboot({ step }) || out?.was !== 'in') return false;
  // Half of the time that it has to be asked in.
  if (now - step.at >= Math.min(drainMinutes, rebootMinutes / 2) * MINUTE) return false;
  if (service === 'in' || isPartly === true) return true;
  // Of a cluster it is `leaving` until its tasks have been counted, which they are once its reboot waits.
  if (containerInstance === undefined) return service === 'leaving';
  return tasks !== undefined && tasks.ofServices + tasks.others > 0;
}

/** What was out before is left so. */
function isToReturn(
  { phase, failure, out, since }: HostRecord,
  { service, isPartly }: Host,
  { now }: Pick<Moment, 'now'>,
): boolean {
  if (out?.was !== 'in') return false;
  const isAway = service !== 'in' || isPartly === true;
  if (phase === 'bringing-in') return isAway && failure === undefined;
  return phase === 'restoring' && (isAway || now - since < RESTORE_DWELL);
}

/** Of checks no more commands than fit; others are sent as they are. */
function sends(
  steps: Iterable<{ readonly step: Step; readonly hosts: readonly string[] }>,
): readonly Effect[] {
  let room = MOST_CHECKS / LOT;
  return [...steps].flatMap(({ step, hosts }): readonly Effect[] => {
    const { action, id, pin = '' } = step;
    const sent = action === 'check' ? hosts.slice(0, room * LOT) : hosts;
    if (action === 'check') room -= Math.ceil(sent.length / LOT);
    return sent.length === 0 ? [] : [{ kind: 'send', action, step: id, pin, hosts: sent }];
  });
}
