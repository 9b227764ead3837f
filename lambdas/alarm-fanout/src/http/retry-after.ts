const MOST = 3_600;
/** Alone or, where a proxy has added its own, the first of a list. */
const SECONDS = /^(\d+(?:\.\d+)?)\s*(?:,|$)/u;
/** All three forms of RFC 9110, section 5.6.7; the last has no zone, and is in UTC, too. */
const DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? [\w -]{4,12} \d{2}:\d{2}:\d{2} (?:gmt|\d{4})$/iu;

/**
 * When a vendor wants to be asked again, by its header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
 *
 * @returns whole seconds, at most an hour; undefined where it does not say
 */
export function retryAfterOf(
  { headers }: { readonly headers: Readonly<Record<string, string>> },
  now: number,
): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const [, number] = SECONDS.exec(text) ?? [];
  const seconds = number === undefined ? (dateOf(text) - now) / 1000 : Number(number);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(0, Math.ceil(seconds)), MOST);
}

/** `Date.parse` alone takes almost anything. */
function dateOf(text: string): number {
  if (!DATE.test(text)) return Number.NaN;
  return Date.parse(/gmt$/iu.test(text) ? text : `${text} GMT`);
}
