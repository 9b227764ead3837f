import { DeliveryError } from '../delivery-error.ts';
import type { HttpAnswer } from './post.ts';
import { quote } from './quote.ts';
import { retryAfterOf } from './retry-after.ts';

/** Too many requests; besides 5xx those that say that the same may be accepted later (RFC 9110, RFC 8470). */
const TOO_MANY = 429;
const LATER: ReadonlySet<number> = new Set([408, 425]);
/** Ours are not the credentials that it takes (RFC 9110, 15.5.2 and 15.5.4). */
const NOT_ALLOWED: ReadonlySet<number> = new Set([401, 403]);
/** A gateway's: whether what is behind it has the request, it does not know (RFC 9110, 15.6.3 and 15.6.5). */
const UNKNOWN: ReadonlySet<number> = new Set([502, 504]);

export interface JudgeOptions {
  /** What messages call who answered, such as its host. */
  readonly who: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** What is never quoted: URLs and tokens of ours. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * Takes an answer as success where its status is 2xx.
 *
 * @throws DeliveryError `NOT_NOW` for 408, 425, 429 and 5xx, and `UNKNOWN` for 502 and 504, with `Retry-After` where it has one;
 *   `REFUSED` for redirects, which are not followed, and for all others
 */
export function judge(answer: HttpAnswer, { who, now, secrets }: JudgeOptions): void {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  const words = quote(answer.body, secrets);
  const message = `${who} answered ${status}${words === '' ? '' : `: ${words}`}`;
  if (status === TOO_MANY || LATER.has(status) || status >= 500) {
    throw new DeliveryError(UNKNOWN.has(status) ? 'UNKNOWN' : 'NOT_NOW', message, {
      retryAfter: retryAfterOf(answer, now),
      isLimit: status === TOO_MANY,
    });
  }
  const isRedirect = status >= 300 && status < 400;
  throw new DeliveryError('REFUSED', isRedirect ? `${message} (redirects are not followed)` : message, {
    why: NOT_ALLOWED.has(status) ? 'ACCESS_DENIED' : undefined,
  });
}
