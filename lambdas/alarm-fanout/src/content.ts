import type { Notice } from '@kmscrypt/lambda';
import type { Alarm, AlarmState, Severity } from './alarm.ts';

/** What a destination is told. */
export type Content = AlarmContent | NoticeContent | DigestContent | GraphContent;

export interface AlarmContent {
  readonly type: 'alarm';
  readonly alarm: Alarm;
  /** Why it comes now and not when it happened, or what else is to be known of it; a sentence each. */
  readonly remarks: readonly string[];
  /** A presigned https URL of the graph, which may be there only some seconds later. */
  readonly graphUrl?: string | undefined;
}

export interface NoticeContent {
  readonly type: 'notice';
  readonly notice: Notice;
  readonly accountName?: string | undefined;
  /** {@link AlarmContent.remarks}; default none. */
  readonly remarks?: readonly string[] | undefined;
}

/** What came within a storm, in one message. */
export interface DigestContent {
  readonly type: 'digest';
  /** In the order in which they came; at least one. */
  readonly entries: readonly DigestEntry[];
}

export interface DigestEntry {
  /** Of the delivery that it stands for. */
  readonly key: string;
  /** Name of the alarm (with its contributor), or title of the notice. */
  readonly title: string;
  /** `ALARM`, `OK`, …; of a notice its status. */
  readonly state: AlarmState;
  readonly severity: Severity;
  /** The account's name or number, and the region. */
  readonly place: string;
  /** ISO 8601. */
  readonly at: string;
  /** One line, at most 150 characters. */
  readonly summary: string;
  /** The console's, or the notice's own. */
  readonly link?: string | undefined;
}

/** The graph of an alarm that has been told before. */
export interface GraphContent {
  readonly type: 'graph';
  readonly title: string;
  /** A PNG, base64. */
  readonly png: string;
}
