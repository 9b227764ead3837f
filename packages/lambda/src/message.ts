/** One message that a Lambda was given, out of its envelopes. */
export interface Message {
  /** Of the SQS message; of a direct invocation, the request's. */
  readonly id: string;
  /** How often it has been received, this time included; 1 for a direct invocation. */
  readonly receiveCount: number;
  /** When it was sent, in milliseconds since the epoch; absent where that is not known, as of a direct invocation. */
  readonly sent?: number | undefined;
  /** The queue that it came out of, so that it can come back later; absent for a direct invocation. */
  readonly queued?: Queued | undefined;
  /** What the sender wrote, parsed: the envelopes of SQS and SNS are gone. Absent where it cannot be read. */
  readonly payload?: unknown;
  /** Why there is no payload. */
  readonly problem?: string | undefined;
}

export interface Queued {
  /** ARN. */
  readonly queue: string;
  /** As it stands in the queue. */
  readonly body: string;
}

/** What became of a message. */
export type Outcome =
  | { readonly status: 'done' }
  /** Nothing is wrong; it is to come back. Only for what has been {@link Message.queued}: without a queue it has failed. */
  | {
      readonly status: 'later';
      /** For the log; no secrets. */
      readonly reason: string;
      /** In how many seconds, 0 to 43,200. */
      readonly retryAfter: number;
    }
  | {
      readonly status: 'failed';
      /** For the log; no secrets. */
      readonly reason: string;
      /** In how many seconds it should come back, 0 to 43,200; absent: when the queue's visibility time-out ends. */
      readonly retryAfter?: number | undefined;
    };
