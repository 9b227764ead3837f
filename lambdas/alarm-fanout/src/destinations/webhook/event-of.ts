import type { AlarmContent, NoticeContent } from '../../content.ts';
import { say } from '../../words/say.ts';
import { fit, type Fitted, wellFormed } from '../fit.ts';
import type { OneChange } from '../one-change.ts';
import type { AlarmData, NoticeData, WebhookEvent } from './event.ts';

/** Of the 256 KB that SNS takes; the rest is short. */
const MOST_BYTES = 200_000;

/** The event of a change. @param id of the change, for all times that it is sent */
export function eventOf(
  content: OneChange,
  { id, subject }: { readonly id: string; readonly subject: string },
): WebhookEvent {
  const version = 1;
  if (content.type === 'alarm') {
    const { value: data, isCut } = alarmData(content, subject);
    return { type: 'kmscrypt.alarm.changed', version, id, timestamp: content.alarm.at, isCut, data };
  }
  const { value: data, isCut } = noticeData(content, subject);
  return { type: 'kmscrypt.notice.sent', version, id, timestamp: content.notice.at, isCut, data };
}

/** Each field by its name, so that what an alarm has here later is not told unawares. */
function alarmData(content: AlarmContent, subject: string): Fitted<AlarmData> {
  const { alarm, remarks, graphUrl: graph } = content;
  const { kind, name, arn, account, accountName, region, severity, state, previousState, previousAt } = alarm;
  const { description, reason, evaluationState, changesToday, contributor, metrics, condition } = alarm;
  const { datapoints, composite, log, raw, tags, links } = alarm;
  const { headline, summary } = say(content);
  const same = { subject, headline, summary, severity, account: { id: account, name: accountName }, region };
  const own = { kind, name, arn, state, previousState, previousAt, evaluationState, changesToday };
  const long = fit(
    { description, reason, contributor, metrics, condition, datapoints, composite, log, raw, remarks, tags },
    MOST_BYTES,
  );
  return { value: { ...wellFormed({ ...same, ...own, links, graph }), ...long.value }, isCut: long.isCut };
}

function noticeData(content: NoticeContent, subject: string): Fitted<NoticeData> {
  const { notice, accountName } = content;
  const { account, region, severity, source, key, status, percent, title, text, link } = notice;
  const { facts = {}, tags = {} } = notice;
  const { headline, summary } = say(content);
  const same = { subject, headline, summary, severity, account: { id: account, name: accountName }, region };
  const own = { source, key, status, percent, title, link };
  const long = fit({ text, facts, tags }, MOST_BYTES);
  return { value: { ...wellFormed({ ...same, ...own }), ...long.value }, isCut: long.isCut };
}
