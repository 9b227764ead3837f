export interface Failure {
  readonly code: FailureCode;
  /** One line for people; what the host says is cut to 200 characters. */
  readonly text: string;
  readonly at: number;
}

export type FailureCode =
  | 'DRAIN_TIMEOUT'
  | 'NO_ANSWER'
  | 'PATCH_FAILED'
  | 'NOT_CHANGED'
  | 'REBOOT_TIMEOUT'
  | 'NOT_REBOOTED'
  | 'UNHEALTHY'
  | 'IN_TIMEOUT'
  | 'UNHEALTHY_IN_SOAK'
  | 'GONE'
  | 'REFRESH_FAILED';
