import * as z from 'zod/mini';
import type { ObjectChange } from '../change.ts';
import { changeOf } from './change-of.ts';
import type { ReadEvent } from './read-event.ts';
import { shaped, text } from './shaped.ts';

/** By the first part of the event's name. What is not here moves an object or copies it, and leaves what is served. */
const KINDS: ReadonlyMap<string, ObjectChange['kind']> = new Map([
  ['ObjectCreated', 'created'],
  ['ObjectRemoved', 'removed'],
  ['LifecycleExpiration', 'removed'],
  ['ReducedRedundancyLostObject', 'removed'],
  ['ObjectTagging', 'access'],
  ['ObjectAcl', 'access'],
]);

const head = z.object({
  eventSource: z.literal('aws:s3'),
  // S3 counts the first number up where a reader of today would misunderstand.
  eventVersion: z.optional(z.string().check(z.regex(/^2\./))),
  eventName: text,
});

const body = z.object({
  eventTime: z.optional(z.string()),
  s3: z.object({
    bucket: z.object({ name: text }),
    object: z.object({ key: text, sequencer: z.nullish(z.string()) }),
  }),
});

/** Reads a record of a notification, with or without `s3:` before its name. */
export function readNotification(record: unknown): ReadEvent {
  const named = shaped(head, record);
  if ('problem' in named) return named;
  const name = named.data.eventName.replace(/^s3:/, '');
  const kind = KINDS.get(name.split(':')[0] ?? name);
  if (kind === undefined) return { ignored: name };
  const told = shaped(body, record);
  if ('problem' in told) return told;
  const { s3, eventTime } = told.data;
  return {
    change: changeOf({
      bucket: s3.bucket.name,
      key: formDecoded(s3.object.key),
      kind,
      time: eventTime,
      sequencer: s3.object.sequencer,
      identity: record,
    }),
  };
}

/** Notifications write keys as HTML forms do; what cannot be decoded was not encoded. */
function formDecoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
