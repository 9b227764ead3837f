import { hash } from 'node:crypto';
import type { ObjectChange } from '../change.ts';

/** What an event says of a change. */
export interface ChangeFacts extends Pick<ObjectChange, 'bucket' | 'key' | 'kind'> {
  /** As written in the event. */
  readonly time?: string | undefined;
  /** S3's, hexadecimal; where there is one it is what tells changes of a key apart. */
  readonly sequencer?: string | null | undefined;
  /** What tells the event apart without a sequencer: its id, or the whole of it. */
  readonly identity: unknown;
}

export function changeOf({ bucket, key, kind, time, sequencer, identity }: ChangeFacts): ObjectChange {
  const ms = Date.parse(time ?? '');
  // EventBridge tells the second only. S3's sequencer alone would do; emulators give the same one to every change.
  const second = Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
  const own = sequencer ? { sequencer: significant(sequencer), second } : { identity };
  return {
    bucket,
    key,
    kind,
    time: Number.isNaN(ms) ? undefined : ms,
    eventId: hash('sha256', JSON.stringify([bucket, key, kind, own]), 'base64url'),
  };
}

/**
 * The digits that count, the same for the notification and the event of one change: notifications write upper case with a byte
 * of zeros in front (`0055AED6DCD90281E5`), EventBridge neither; zeros at the end say nothing, as shorter sequencers are padded
 * there to be compared.
 * Source: the examples and the rule of comparison in Amazon S3 User Guide, "Event message structure".
 */
function significant(sequencer: string): string {
  return sequencer.toLowerCase().replaceAll(/^0+|0+$/g, '');
}
