/** One message that a Lambda was given, out of its envelopes. */
export interface Message {
  /** Of the SQS message; of a direct invocation, the request's. */
  readonly id: string;
  /** How often it has been received, this time included; 1 for a direct invocation. */
  readonly receiveCount: number;
  /** What the sender wrote, parsed: the envelopes of SQS and SNS are gone. Absent where it cannot be read. */
  readonly payload?: unknown;
  /** Why there is no payload. */
  readonly problem?: string | undefined;
}

/** What became of a message. */
export type Outcome =
  | { readonly status: 'done' }
  | {
      readonly status: 'failed';
      /** For the log; no secrets. */
      readonly reason: string;
      /** In how many seconds it should come back, 0 to 43,200; absent: when the queue's visibility time-out ends. */
      readonly retryAfter?: number | undefined;
    };
