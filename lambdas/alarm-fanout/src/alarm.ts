/** What kind of alarm it is; `unknown` where nothing more is known than its name and state. */
export type AlarmKind = 'metric' | 'math' | 'anomaly' | 'insights' | 'composite' | 'log' | 'unknown';

/** As PagerDuty has them; other systems' scales are mapped from these. */
export type Severity = 'critical' | 'error' | 'warning' | 'info';

/** CloudWatch has these three; what it may have later is told as it is. */
export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' | (string & {});

/** How an alarm came: what CloudWatch suppresses comes by EventBridge nevertheless. */
export type Via = 'sns' | 'event-bridge' | 'lambda-action' | 'operator';

/** One change of one alarm's state, whatever it came by. All texts are as CloudWatch has them: not escaped. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly via: Via;
  /** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`; made of its parts where the event has none. */
  readonly arn: string;
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** From the config, or from DescribeAlarms' account; absent where it has none. */
  readonly accountName?: string | undefined;
  /** Its code, such as `eu-central-1`. */
  readonly region: string;
  readonly description?: string | undefined;
  readonly state: AlarmState;
  readonly previousState?: AlarmState | undefined;
  /** When it went into the state before; ISO 8601. */
  readonly previousAt?: string | undefined;
  /** When it went into this state; ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Up to 8 KB. */
  readonly reason: string;
  /** One of the time series that a Metrics Insights alarm watches, or of the groups of a log alarm. */
  readonly contributor?: Contributor | undefined;
  /** In the order of the alarm; at most 100, empty for composite and log alarms. */
  readonly metrics: readonly AlarmMetric[];
  readonly condition?: Condition | undefined;
  /** The datapoints that led to this state (of a log alarm: results of its query), oldest first, as far as CloudWatch tells. */
  readonly datapoints: readonly Datapoint[];
  /** Of a composite alarm. */
  readonly composite?: Composite | undefined;
  /** Of a log alarm. */
  readonly log?: LogQuery | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** False where the alarm's own actions are switched off; undefined where that is not known. */
  readonly actionsEnabled?: boolean | undefined;
  /** Names of CloudWatch's mute rules that are active for it. */
  readonly mutedBy: readonly string[];
  /** When the event's mute ends, as far as it says; ISO 8601 in UTC. */
  readonly mutedUntil?: string | undefined;
  /** `PARTIAL_DATA`, `EVALUATION_ERROR`, `EVALUATION_FAILURE`: why the state may not be the whole truth. */
  readonly evaluationState?: string | undefined;
  /** How often its state changed in the 24 hours before, as far as known. */
  readonly changesToday?: number | undefined;
  readonly severity: Severity;
  readonly links: Links;
  /** For kind `unknown`: what came, as JSON, at most 4 KB. */
  readonly raw?: string | undefined;
}

export interface Contributor {
  readonly id: string;
  /** Such as `{ InstanceId: 'i-1' }`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A metric or an expression of an alarm. */
export interface AlarmMetric {
  readonly id: string;
  readonly label?: string | undefined;
  /** Whether it is this one that is compared with the threshold. */
  readonly returnData: boolean;
  /** A metric math expression, a Metrics Insights query or `ANOMALY_DETECTION_BAND(…)`; else it is a metric. */
  readonly expression?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Average`, `p99.9`, … */
  readonly stat?: string | undefined;
  /** In seconds. */
  readonly period?: number | undefined;
  readonly unit?: string | undefined;
  /** Of another account than the alarm's. */
  readonly account?: string | undefined;
}

/** When the alarm goes off. */
export interface Condition {
  /** `GreaterThanThreshold`, `LessThanLowerOrGreaterThanUpperThreshold`, … */
  readonly operator: string;
  /** Absent where an anomaly band is the threshold. */
  readonly threshold?: number | undefined;
  /** The id of the metric that is the band. */
  readonly bandId?: string | undefined;
  readonly evaluationPeriods?: number | undefined;
  readonly datapointsToAlarm?: number | undefined;
  /** In seconds. */
  readonly period?: number | undefined;
  /** `missing`, `breaching`, `notBreaching`, `ignore`. */
  readonly treatMissingData?: string | undefined;
}

export interface Datapoint {
  /** ISO 8601. */
  readonly at?: string | undefined;
  readonly value: number;
  /** Of the anomaly band at that time. */
  readonly lower?: number | undefined;
  readonly upper?: number | undefined;
}

export interface Composite {
  /** Such as `ALARM(a) OR ALARM(b)`. */
  readonly rule?: string | undefined;
  /** The alarms of its rule, those that led to its state first; at most 100. */
  readonly children: readonly ChildAlarm[];
  readonly suppression?: Suppression | undefined;
}

export interface ChildAlarm {
  readonly arn: string;
  readonly name: string;
  readonly state?: AlarmState | undefined;
  /** Whether it led to the change. */
  readonly isTrigger: boolean;
}

/** The actions of a composite alarm are withheld. */
export interface Suppression {
  /** `Alarm`, `WaitPeriod`, `ExtensionPeriod`. */
  readonly by: string;
  readonly reason?: string | undefined;
  /** The alarm that suppresses. */
  readonly suppressor?: string | undefined;
}

export interface LogQuery {
  readonly query?: string | undefined;
  /** What of the results is compared with the threshold, such as `count(*) by service`. */
  readonly aggregation?: string | undefined;
  /** Names or ARNs. */
  readonly logGroups: readonly string[];
  /** Lines that the alarm brings along; at most 50. */
  readonly lines: readonly string[];
}

/** All https; none is escaped for any vendor. */
export interface Links {
  readonly console: string;
  readonly runbook?: string | undefined;
  readonly dashboard?: string | undefined;
  /** The metrics in the console, or the log query. */
  readonly metrics?: string | undefined;
}
