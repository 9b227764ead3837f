/** An object in S3 that is not what it was. */
export interface ObjectChange {
  readonly bucket: string;
  /** The key itself, not encoded in any way. */
  readonly key: string;
  /** `access`: its tags or ACL, so that others may read it or no more. */
  readonly kind: 'created' | 'removed' | 'access';
  /** When it happened, in milliseconds since the epoch. */
  readonly time?: number | undefined;
  /**
   * The same for the same change, however often and in whatever envelope it is told: bucket, key, kind, second and S3's sequencer; where there
   * is none (tags, ACLs, lifecycle), what else tells the event from others.
   */
  readonly eventId: string;
}

/** A change with the message that told of it. */
export interface ToldChange extends ObjectChange {
  readonly messageId: string;
}
