/** Why something is not done, or not yet. */
export interface Held {
  readonly code: HeldCode;
  /** One line for people: what, and what would change it. */
  readonly text: string;
}

export type HeldCode =
  | 'WINDOW_CLOSED'
  | 'PAUSED'
  | 'FROZEN'
  | 'ALARM'
  | 'GATE_UNREADABLE'
  | 'PROMOTION_WAITS'
  | 'FLOOR'
  | 'UNAVAILABLE'
  | 'ZONE'
  | 'CANARY_SOAK'
  | 'SPACING'
  | 'NO_HOSTS'
  | 'TOO_SOON'
  | 'REFRESH_REFUSED'
  | 'OTHER_REFRESH'
  | 'NO_AGENT'
  | 'NOT_ASKED'
  | 'EXCLUDED'
  | 'IN_GRACE'
  | 'NOT_SERVING'
  | 'OTHER_TASKS'
  | 'UNKNOWN_PLATFORM'
  | 'NOTHING_LEFT'
  | 'ABORTED'
  | 'STOPPED'
  | 'GAVE_UP';
