/** What the clocks of two who have heard the table differ by at most; in milliseconds. */
const DIFFERENCE = 30_000;

/**
 * Whether a lease holds. Nobody writes one that ends later than a lease from now: such a time was not written by the table's clock, and
 * would hold for ever.
 *
 * @param until in milliseconds since the epoch; 0: it was given back
 */
export function isHeld(
  until: number,
  { now, lease }: { readonly now: number; readonly lease: number },
): boolean {
  return until > now && until <= now + lease + DIFFERENCE;
}
