/** Of all points, in a soak that has an hour and a half for everything. */
const STRIDE = 6;

/** What `KMSCRYPT_SOAK` says; `all` is each point, for a machine that has an hour. */
const SOAK = process.env['KMSCRYPT_SOAK'] ?? '';

/** Whether this is a soak. */
export const IS_SOAK: boolean = SOAK !== '';

/**
 * The points of a soak, from 1: every sixth or `of`-th, from one that chance chooses and that is told, so that one run after the other comes to all;
 * or each.
 */
export function soakPoints(count: number, of: number = STRIDE): readonly number[] {
  const stride = SOAK === 'all' ? 1 : of;
  const first = 1 + Math.floor(Math.random() * stride);
  process.stderr.write(`killed at every write from ${first} in steps of ${stride}, of ${count}\n`);
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    (at) => (at - first) % stride === 0 && at >= first,
  );
}
