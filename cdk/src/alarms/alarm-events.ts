/** A pattern of EventBridge. */
export type EventPattern = Readonly<Record<string, unknown>>;

export interface AlarmChangesOptions {
  /** What ARNs of alarms begin with that are left out; default none. */
  readonly without?: string | undefined;
}

/** How Application Auto Scaling names the alarms that it scales by: they are no news for people. */
const OF_SCALING = 'TargetTracking-';

/**
 * Changes of the states of all alarms of an account and region, with actions or without.
 * Source: Amazon CloudWatch User Guide, "Alarm events and EventBridge".
 */
export function alarmChanges({ without }: AlarmChangesOptions = {}): EventPattern {
  return {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'],
    // Patterns cannot leave out two prefixes of one field; `resources` has the alarm's ARN alone.
    ...(without === undefined ? {} : { resources: [{ 'anything-but': { prefix: without } }] }),
    detail: { alarmName: [{ 'anything-but': { prefix: OF_SCALING } }] },
  };
}

/** The least severity of a finding of GuardDuty that people are told of: medium. */
const LEAST_SEVERITY = 4;

/** Findings of GuardDuty from medium severity on, or from and below given ones. */
export function findings({
  from = LEAST_SEVERITY,
  below,
}: {
  readonly from?: number;
  readonly below?: number | undefined;
} = {}): EventPattern {
  const range = ['>=', from, ...(below === undefined ? [] : ['<', below])];
  return {
    source: ['aws.guardduty'],
    'detail-type': ['GuardDuty Finding'],
    detail: { severity: [{ numeric: range }] },
  };
}
