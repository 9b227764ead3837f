import * as z from 'zod/mini';
import type { ObjectChange } from '../change.ts';
import { changeOf } from './change-of.ts';
import type { ReadEvent } from './read-event.ts';
import { shaped, text } from './shaped.ts';

/** By the call of S3's API. What is not here reads, prepares or moves. */
const KINDS: ReadonlyMap<string, ObjectChange['kind']> = new Map([
  ['PutObject', 'created'],
  ['PostObject', 'created'],
  ['CopyObject', 'created'],
  ['CompleteMultipartUpload', 'created'],
  ['DeleteObject', 'removed'],
  ['PutObjectAcl', 'access'],
  ['PutObjectTagging', 'access'],
  ['DeleteObjectTagging', 'access'],
]);

const head = z.object({
  detail: z.object({
    eventSource: z.literal('s3.amazonaws.com'),
    eventName: text,
    errorCode: z.nullish(z.string()),
  }),
});

const body = z.object({
  id: z.optional(z.string()),
  detail: z.object({
    eventID: z.optional(z.string()),
    eventTime: z.optional(z.string()),
    requestParameters: z.object({ bucketName: text, key: text }),
  }),
});

/**
 * Reads a data event of CloudTrail that came through EventBridge. Its key is the key itself.
 * Source: Amazon S3 User Guide, "Amazon S3 CloudTrail events".
 */
export function readTrailEvent(event: object): ReadEvent {
  const named = shaped(head, event);
  if ('problem' in named) return named;
  const { eventName: name, errorCode } = named.data.detail;
  // A call that failed has changed nothing.
  if (errorCode) return { ignored: name };
  if (name === 'DeleteObjects') return { problem: 'DeleteObjects in CloudTrail does not say which objects' };
  const kind = KINDS.get(name);
  if (kind === undefined) return { ignored: name };
  const told = shaped(body, event);
  if ('problem' in told) return told;
  const { eventID, eventTime, requestParameters } = told.data.detail;
  return {
    change: changeOf({
      bucket: requestParameters.bucketName,
      key: requestParameters.key,
      kind,
      time: eventTime,
      identity: eventID ?? told.data.id ?? event,
    }),
  };
}
