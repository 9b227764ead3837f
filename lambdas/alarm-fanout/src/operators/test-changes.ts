import type { Notice } from '@kmscrypt/lambda';
import type { FanoutConfig } from '../config.ts';
import type { AlarmContent, NoticeContent } from '../content.ts';
import type { Change } from '../ingest/change.ts';
import { keyOf } from '../keys.ts';
import { ownPlace } from '../queues.ts';
import { subjectOfNotice } from '../told.ts';

/** What a test sends. */
export interface TestChange {
  readonly key: string;
  readonly subject: string;
  readonly content: AlarmContent | NoticeContent;
}

const MARK = 'TEST';
const REMARK = 'Sent by hand as a test: nothing is to be done.';

/**
 * A change that can be seen to be a test, of a subject of its own: it neither opens nor resolves an incident of the alarm itself. The same
 * alarm has the same subject each time, so that an OK resolves what an ALARM has opened.
 */
export function asTest({ what, subject: own, at }: Change): TestChange {
  const subject = `test/${own}`;
  const time = new Date(at).toISOString();
  if (what.type === 'notice') {
    const { title, status } = what.notice;
    const notice = { ...what.notice, title: `${MARK} ${title}` };
    return { key: keyOf(subject, status, time), subject, content: { ...what, notice } };
  }
  const { name, state } = what.alarm;
  const alarm = { ...what.alarm, name: `${MARK} ${name}` };
  return { key: keyOf(subject, state, time), subject, content: { type: 'alarm', alarm, remarks: [REMARK] } };
}

/**
 * What a test without an event sends: a notice; to what holds a state one that opens an incident, and one that resolves it.
 */
export function testChanges(
  config: Pick<FanoutConfig, 'queues' | 'accounts'>,
  { holdsState, now }: { readonly holdsState: boolean; readonly now: Date },
): readonly TestChange[] {
  const { account, region } = ownPlace(config.queues);
  const at = now.toISOString();
  const notice: Notice = {
    kind: 'kmscrypt.notice',
    source: 'alarm-fanout',
    key: `test ${at}`,
    title: `${MARK} of alarm-fanout`,
    text: `${REMARK} Alarms and notices arrive here as this one has.`,
    severity: 'info',
    status: 'event',
    at,
    account,
    region,
  };
  const notices: readonly Notice[] = holdsState
    ? [
        { ...notice, status: 'start', severity: 'error' },
        { ...notice, status: 'end', at: new Date(now.getTime() + 1).toISOString() },
      ]
    : [notice];
  return notices.map((each) => {
    const subject = subjectOfNotice(each);
    const content = { type: 'notice', notice: each, accountName: config.accounts[account]?.name } as const;
    return { key: keyOf(subject, each.status, each.at), subject, content };
  });
}
