import { DeliveryError, type DeliveryErrorCode } from '../../delivery-error.ts';
import type { HttpAnswer } from '../../http/post.ts';
import { quote } from '../../http/quote.ts';
import { retryAfterOf } from '../../http/retry-after.ts';

/**
 * What Slack's errors mean that are no refusal; all others are, as they stay until somebody changes the app, the channel or the config.
 * Source: the lists of errors in Slack's developer documentation of `chat.postMessage`, `chat.update` and `files.*`.
 */
const MEANING: Readonly<Record<string, DeliveryErrorCode>> = {
  ratelimited: 'NOT_NOW',
  rate_limited: 'NOT_NOW',
  message_limit_exceeded: 'NOT_NOW',
  service_unavailable: 'NOT_NOW',
  request_timeout: 'NOT_NOW',
  update_failed: 'NOT_NOW',
  team_added_to_org: 'NOT_NOW',
  external_channel_migrating: 'NOT_NOW',
  // Of these two Slack says that a part of it may have been done.
  internal_error: 'UNKNOWN',
  fatal_error: 'UNKNOWN',
};
const LIMITS: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** The message that is meant is not there, or can no longer be changed. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'thread_not_found',
  'cannot_reply_to_message',
  'cant_update_message',
  'edit_window_closed',
]);

/**
 * Reads an answer of Slack's Web API with a status of success, which most errors have, too.
 *
 * @returns what it says; undefined where nothing was done, as the message that is meant is gone
 * @throws DeliveryError
 */
export function readAnswer(
  answer: HttpAnswer,
  { who, now, secrets }: { readonly who: string; readonly now: number; readonly secrets: readonly string[] },
): Readonly<Record<string, unknown>> | undefined {
  const fields = fieldsOf(answer.body);
  const { ok, error } = fields;
  if (ok === true) return fields;
  if (typeof error !== 'string') throw new DeliveryError('UNKNOWN', `${who} answered what is not Slack's`);
  if (GONE.has(error)) return undefined;
  throw new DeliveryError(MEANING[error] ?? 'REFUSED', `${who} answered ${quote(error, secrets)}`, {
    retryAfter: retryAfterOf(answer, now),
    isLimit: LIMITS.has(error),
  });
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
