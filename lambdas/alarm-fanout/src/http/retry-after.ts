const MOST = 3_600;

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
  const seconds = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : (dateOf(text) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(0, Math.ceil(seconds)), MOST);
}

/** Only with a day's or a month's name: `Date.parse` takes almost anything. */
function dateOf(text: string): number {
  return /[a-z]{3}/iu.test(text) ? Date.parse(text) : Number.NaN;
}
