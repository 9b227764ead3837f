import type {
  AlarmKind,
  AlarmMetric,
  AlarmState,
  ChildAlarm,
  Composite,
  Condition,
  LogQuery,
} from './alarm.ts';

/** Looks alarms up in CloudWatch, in the account and region where they are. */
export interface AlarmReader {
  /**
   * What CloudWatch says of an alarm.
   *
   * @returns undefined where there is no such alarm, or its account must not be asked. Rejects with KmscryptError where nothing
   *   could be read.
   */
  read(place: AlarmPlace, signal: AbortSignal): Promise<Known | undefined>;
}

export interface AlarmPlace {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** To be assumed; absent: the function's own role. */
  readonly role?: string | undefined;
  readonly isComposite: boolean;
  /** Whether mute rules are to be asked for. */
  readonly asksMutes: boolean;
}

/** Absent is what could not be read. */
export interface Known {
  readonly kind?: AlarmKind | undefined;
  /** Empty for composite and log alarms. */
  readonly metrics?: readonly AlarmMetric[] | undefined;
  readonly log?: LogQuery | undefined;
  readonly description?: string | undefined;
  readonly actionsEnabled?: boolean | undefined;
  /** Its state now. */
  readonly state?: AlarmState | undefined;
  readonly condition?: Condition | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly mutedBy?: readonly string[] | undefined;
  readonly changesToday?: number | undefined;
  readonly rule?: string | undefined;
  readonly children?: readonly ChildAlarm[] | undefined;
  /** Absent also where nothing is suppressed, with the state there. */
  readonly suppression?: Composite['suppression'];
  /** Why something could not be read, without texts of the alarm. */
  readonly problems?: readonly string[] | undefined;
}
