import * as z from '@kmscrypt/lambda/schema';
import type { EventClaim } from '../../evidence.ts';
import type * as state from '../../state.ts';

/** A schema for each field: one that is forgotten here does not compile. */
type Shape<T> = { readonly [Name in keyof T]-?: z.ZodMiniType<T[Name]> };

const time = z.int();
const count = z.int().check(z.minimum(0));
const text = z.string();
const optionalTime = z.optional(time);

const fact: Shape<state.Fact> = {
  seen: time,
  begun: optionalTime,
  missed: optionalTime,
  confirmed: optionalTime,
  claimed: optionalTime,
  withheld: z.optional(z.enum(['sudo', 'all'])),
  ended: optionalTime,
};

const key: Shape<state.Key> = { ...fact, body: z.optional(text), refused: z.optional(text) };

const user: Shape<state.User> = {
  source: text,
  name: text,
  named: optionalTime,
  gone: optionalTime,
  read: optionalTime,
  keysRead: optionalTime,
  login: z.optional(text),
  uid: z.optional(count),
  groups: z.record(text, z.object(fact)),
  keys: z.record(text, z.object(key)),
};

const claim: Shape<EventClaim> = {
  kind: z.literal('event'),
  source: text,
  at: time,
  change: z.discriminatedUnion('type', [
    z.object({ type: z.literal('left'), user: text, group: text }),
    z.object({ type: z.literal('joined'), user: text, group: text, isUnsure: z.optional(z.boolean()) }),
    z.object({ type: z.enum(['key-active', 'key-ended']), user: text, key: text }),
    z.object({ type: z.literal('user-deleted'), user: text }),
    z.object({ type: z.literal('user-renamed'), user: text, to: text }),
  ]),
};

const manifest: Shape<state.ManifestRecord> = {
  version: count,
  content: text,
  sha256: text,
  issued: time,
  expires: time,
  first: z.optional(time),
  changed: z.optional(count),
  put: count,
  told: count,
};

const todo: Shape<state.Todo> = {
  kind: z.enum(['group', 'user', 'keys', 'parameters']),
  source: text,
  name: text,
  due: time,
  failures: count,
  isWhole: z.boolean(),
  since: optionalTime,
};

const read: Shape<state.ReadRecord> = { started: time, complete: time, leased: optionalTime };

const held: Shape<state.Held> = {
  id: text,
  since: time,
  reason: z.enum(['cap', 'empty-group', 'config']),
  users: z.array(text),
  losses: z.array(text),
  counted: z.optional(z.object({ users: count, of: count })),
};

const rules: Shape<state.HostGroupRules> = { login: z.array(text), sudo: z.array(text) };

const revocation: Shape<state.Revocation> = {
  user: text,
  hostGroup: text,
  version: count,
  since: time,
  issued: optionalTime,
};

const host: Shape<state.HostRecord> = {
  hostGroup: text,
  tag: text,
  version: count,
  applied: time,
  late: optionalTime,
  at: time,
  result: z.enum(['applied', 'unchanged', 'refused', 'failed']),
  problems: z.array(text),
};

const shape: Shape<state.State> = {
  format: z.literal(1),
  nextUid: count,
  users: z.record(text, z.object(user)),
  groups: z.optional(z.record(text, time)),
  strangers: z.optional(z.record(text, z.record(text, z.object(key)))),
  claims: z.optional(z.array(z.object(claim))),
  manifests: z.record(text, z.object(manifest)),
  todo: z.array(z.object(todo)),
  read: z.object(read),
  held: z.optional(z.object(held)),
  rules: z.optional(z.record(text, z.object(rules))),
  heldConfig: z.optional(z.object(held)),
  missing: z.optional(z.record(text, time)),
  taken: z.optional(z.record(text, time)),
  breakGlassUids: z.optional(z.array(count)),
  revocations: z.array(z.object(revocation)),
  hosts: z.record(text, z.object(host)),
};

/** Of `state.json`; what has fields besides these passes. */
export const stateSchema: z.ZodMiniType = z.object(shape);
