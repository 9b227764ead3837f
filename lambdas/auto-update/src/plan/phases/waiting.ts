import { excludedBy } from '../excluded.ts';
import { skip } from '../enter.ts';
import type { Moment } from '../moment.ts';
import type { HostRecord } from '../../host-record.ts';
import type { Host } from '../../view.ts';
import { AWAY_PATIENCE } from '../times.ts';
import { areSeen, isUnreachable, noAgent } from '../reachable.ts';

/** There is something to do; begun with as soon as there is room, see start-hosts.ts. */
export function waiting(record: HostRecord, host: Host, moment: Moment): HostRecord {
  const { now, policy, following, view } = moment;
  const excluded = excludedBy(host, policy);
  if (excluded !== undefined) return skip(record, excluded, moment);
  if (following.mode === 'ecs' && following.nonServiceTasks === 'skip' && (host.tasks?.others ?? 0) > 0)
    return skip(record, otherTasks(host), moment);
  if (isReady(host)) {
    const isKept = record.away === undefined || (host.agent === undefined && areSeen(view));
    return isKept ? record : { ...record, away: undefined };
  }
  const { away = now } = record;
  if (now - away >= AWAY_PATIENCE)
    return skip(record, isUnreachable(host) ? noAgent(host) : notServing(host), moment);
  return record.away === undefined ? { ...record, away } : record;
}

/** It serves as a whole, and can be told something. */
export function isReady(host: Host): boolean {
  return isWhole(host) && !isUnreachable(host);
}

export function isWhole({ isServing, service, isPartly }: Host): boolean {
  return isServing && service === 'in' && isPartly !== true;
}

export function otherTasks({ tasks }: Host) {
  return {
    code: 'OTHER_TASKS',
    text: `has ${tasks?.others ?? 0} tasks that no service started: stop them, or set nonServiceTasks to wait`,
  } as const;
}

export function notServing({ why, service }: Host) {
  const what = service === 'in' ? 'does not serve' : 'was taken out of service by others';
  return { code: 'NOT_SERVING', text: why === undefined ? what : `${what}: ${why}` } as const;
}
