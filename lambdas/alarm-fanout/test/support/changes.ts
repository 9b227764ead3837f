import type { Notice } from '@kmscrypt/lambda';
import type { Alarm } from '../../src/alarm.ts';
import type { Change } from '../../src/ingest/change.ts';
import { changesOf } from '../../src/ingest/changes-of.ts';
import { alarmOf } from './alarms.ts';
import { QUEUED } from './queued.ts';

export const NOON: number = Date.parse('2026-11-21T12:00:00Z');

const NO_ACCOUNTS = { accounts: {} };

/** A change of an alarm, some seconds after noon; in a queue, unless told otherwise. */
export function changeAt(
  seconds: number,
  { isQueued = true, ...alarm }: Partial<Alarm> & { readonly isQueued?: boolean } = {},
): Change {
  const at = new Date(NOON + seconds * 1000).toISOString();
  const changed = alarmOf({ state: seconds % 2 === 0 ? 'ALARM' : 'OK', ...alarm, at });
  const message = { id: `m${seconds}`, receiveCount: 1, ...(isQueued ? { queued: QUEUED } : {}) };
  const told = { alarms: [{ message, alarm: changed }], notices: [] };
  return only(changesOf(told, { alarms: [changed], config: NO_ACCOUNTS }));
}

/** A notice, some seconds after noon. */
export function noticeAt(seconds: number, changes: Partial<Notice> = {}): Change {
  const notice: Notice = {
    kind: 'kmscrypt.notice',
    source: 'auto-update',
    title: 'hosts are updated',
    severity: 'info',
    key: 'run-1',
    status: 'event',
    at: new Date(NOON + seconds * 1000).toISOString(),
    account: '111122223333',
    region: 'eu-central-1',
    ...changes,
  };
  const message = { id: `n${seconds}`, receiveCount: 1, queued: QUEUED };
  return only(changesOf({ alarms: [], notices: [{ message, notice }] }, { alarms: [], config: NO_ACCOUNTS }));
}

function only(changes: readonly Change[]): Change {
  const [change] = changes;
  if (change === undefined) throw new Error('there is no change');
  return change;
}
