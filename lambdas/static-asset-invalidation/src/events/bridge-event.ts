import * as z from 'zod/mini';
import type { ObjectChange } from '../change.ts';
import { changeOf } from './change-of.ts';
import type { ReadEvent } from './read-event.ts';
import { shaped, text } from './shaped.ts';
import { readTrailEvent } from './trail-event.ts';

/** What is not here moves an object, and leaves what is served. */
const KINDS: ReadonlyMap<string, ObjectChange['kind']> = new Map([
  ['Object Created', 'created'],
  ['Object Deleted', 'removed'],
  ['Object ACL Updated', 'access'],
  ['Object Tags Added', 'access'],
  ['Object Tags Deleted', 'access'],
]);

const CLOUD_TRAIL = 'AWS API Call via CloudTrail';

const head = z.object({ source: z.literal('aws.s3'), 'detail-type': text });

const body = z.object({
  id: z.optional(z.string()),
  time: z.optional(z.string()),
  detail: z.object({
    bucket: z.object({ name: text }),
    object: z.object({ key: text, sequencer: z.nullish(z.string()) }),
  }),
});

/** Reads an event of EventBridge. Its key is the key itself: decoding `%` or `+` in it would make another. */
export function readBridgeEvent(event: object): ReadEvent {
  const named = shaped(head, event);
  if ('problem' in named) return named;
  const { 'detail-type': name } = named.data;
  if (name === CLOUD_TRAIL) return readTrailEvent(event);
  const kind = KINDS.get(name);
  if (kind === undefined) return { ignored: name };
  const told = shaped(body, event);
  if ('problem' in told) return told;
  const { id, time, detail } = told.data;
  const { bucket, object } = detail;
  return {
    change: changeOf({
      bucket: bucket.name,
      key: object.key,
      kind,
      time,
      sequencer: object.sequencer,
      identity: id ?? event,
    }),
  };
}
