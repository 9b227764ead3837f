import type { AlarmContent, NoticeContent } from '../../content.ts';
import { cut } from '../../words/cut.ts';
import { comparedOf } from '../../words/measured.ts';
import { oneLine } from '../../words/plain.ts';

/** Where an event comes from, in PagerDuty's Common Event Format. Source: PagerDuty developer documentation, "Events API v2 Overview". */
export interface Origin {
  /** What it is of: the alarm's ARN, the notice's source. */
  readonly source: string;
  readonly timestamp: string;
  /** Namespace and metric, such as `AWS/RDS FreeStorageSpace`; the notice's key. */
  readonly component?: string | undefined;
  /** The account's name, or its number. */
  readonly group: string;
  /** The kind of alarm; `notice`. */
  readonly class: string;
}

/** Nothing says how long these may be; longer than that, none can be read. */
const MOST = 255;

/** Where an alarm or a notice comes from. */
export function originOf(content: AlarmContent | NoticeContent): Origin {
  if (content.type === 'notice') {
    const { notice, accountName } = content;
    return {
      source: short(notice.source) || 'notice',
      timestamp: notice.at,
      component: short(notice.key) || undefined,
      group: short(accountName ?? '') || notice.account,
      class: 'notice',
    };
  }
  const { alarm } = content;
  return {
    source: short(alarm.arn) || 'CloudWatch',
    timestamp: alarm.at,
    component: componentOf(content),
    group: short(alarm.accountName ?? '') || alarm.account,
    class: alarm.kind,
  };
}

function componentOf({ alarm }: AlarmContent): string | undefined {
  const compared = comparedOf(alarm);
  // An expression has none, but those that it is made of have.
  const namespace =
    compared?.namespace ?? alarm.metrics.find((each) => each.namespace !== undefined)?.namespace;
  return short([namespace, compared?.name].filter((part) => part !== undefined).join(' ')) || undefined;
}

function short(text: string): string {
  return cut(oneLine(text), MOST);
}
