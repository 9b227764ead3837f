import type { Content } from './content.ts';

/** What ingest tells deliver, as JSON in a FIFO queue whose message group is the destination. */
export interface Delivery {
  readonly version: 1;
  /** Its name in the config. */
  readonly destination: string;
  /** The same for the same change, however often and by whatever way it came. */
  readonly key: string;
  /** What the change is of: an alarm's ARN, with `#` and the contributor's id; of a notice `SOURCE/KEY`. */
  readonly subject: string;
  /** When it was handed over; ISO 8601. */
  readonly handedOverAt: string;
  readonly content: Content;
  /** Of what deliver has put into a dead-letter queue. Sent from there to the destination's queue, it is tried anew. */
  readonly parked?: Parked | undefined;
}

export interface Parked {
  /** ISO 8601. */
  readonly at: string;
  /** Without secrets. */
  readonly reason: string;
  /** Whether it may have arrived nevertheless. */
  readonly mayHaveArrived: boolean;
}
