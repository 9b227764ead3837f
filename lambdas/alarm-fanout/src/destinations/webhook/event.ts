import type { Notice } from '@kmscrypt/lambda';
import type {
  AlarmKind,
  AlarmMetric,
  AlarmState,
  Composite,
  Condition,
  Contributor,
  Datapoint,
  Links,
  LogQuery,
  Severity,
} from '../../alarm.ts';

/**
 * What webhooks and topics are told: the JSON of one change. Within a version fields may be added, and what is there keeps its name and
 * meaning: ignore what you do not know. What is not known is absent.
 */
export type WebhookEvent = AlarmChanged | NoticeSent;

export interface AlarmChanged extends EventEnvelope {
  readonly type: 'kmscrypt.alarm.changed';
  readonly data: AlarmData;
}

export interface NoticeSent extends EventEnvelope {
  readonly type: 'kmscrypt.notice.sent';
  readonly data: NoticeData;
}

export interface EventEnvelope {
  readonly version: 1;
  /** The same whenever this change is sent again; the header `webhook-id`. */
  readonly id: string;
  /** When it happened; ISO 8601. */
  readonly timestamp: string;
  /** Whether long texts or lists in `data` have been cut, so that it has at most 200 KB. */
  readonly isCut: boolean;
}

/** What both have. */
export interface ChangeData {
  /** What the change is of: the same for all changes of one alarm, or of one contributor of it, or of one thing that is noticed. */
  readonly subject: string;
  /** What and where, in a line of at most 200 characters. */
  readonly headline: string;
  /** What was measured, against what, in at most 300 characters. */
  readonly summary: string;
  readonly severity: Severity;
  readonly account: { readonly id: string; readonly name?: string | undefined };
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An alarm, with the fields of the type `Alarm`. */
export interface AlarmData extends ChangeData {
  readonly kind: AlarmKind;
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  /** `ALARM`, `OK`, `INSUFFICIENT_DATA`, or what CloudWatch may have later. */
  readonly state: AlarmState;
  readonly previousState?: AlarmState | undefined;
  readonly previousAt?: string | undefined;
  readonly reason: string;
  readonly evaluationState?: string | undefined;
  readonly changesToday?: number | undefined;
  readonly contributor?: Contributor | undefined;
  readonly metrics: readonly AlarmMetric[];
  readonly condition?: Condition | undefined;
  readonly datapoints: readonly Datapoint[];
  readonly composite?: Composite | undefined;
  readonly log?: LogQuery | undefined;
  /** Of an alarm of kind `unknown`: what came, as JSON. */
  readonly raw?: string | undefined;
  /** Why it comes now and not when it happened; a sentence each. */
  readonly remarks: readonly string[];
  readonly links: Links;
  /** A presigned URL of the graph, which may be there only some seconds later. */
  readonly graph?: string | undefined;
}

/** A notice, with the fields of the type `Notice`. */
export interface NoticeData extends ChangeData {
  readonly source: string;
  readonly key: string;
  readonly status: Notice['status'];
  readonly percent?: number | undefined;
  readonly title: string;
  readonly text?: string | undefined;
  readonly facts: Readonly<Record<string, string>>;
  readonly link?: string | undefined;
}
