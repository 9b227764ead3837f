/** Of all points, in a soak that has an hour and a half for everything. */
const STRIDE = 6;

/** What `KMSCRYPT_SOAK` says; `all` is each point, for a machine that has hours. */
const SOAK = process.env['KMSCRYPT_SOAK'] ?? '';
const IS_ALL = SOAK === 'all';

/** Whether this is a soak. */
export const IS_SOAK: boolean = SOAK !== '';

/** Of a test that kills at all these points, in milliseconds. */
export const SOAK_TIMEOUT: number = (IS_ALL ? 5 : 1.5) * 3_600_000;

/**
 * The points of a soak, from 1: every sixth or `of`-th, from one that chance chooses and that is told, so that one run after the other comes to all;
 * or each.
 */
export function soakPoints(count: number, of: number = STRIDE): readonly number[] {
  const stride = IS_ALL ? 1 : of;
  const first = 1 + Math.floor(Math.random() * stride);
  process.stderr.write(`killed at every write from ${first} in steps of ${stride}, of ${count}\n`);
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    (at) => (at - first) % stride === 0 && at >= first,
  );
}
