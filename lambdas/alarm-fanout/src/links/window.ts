const HOUR = 3_600_000;
const MOST = 14 * 24 * HOUR;

/** The time to be looked at: three hours before the change, or 30 periods where that is more (14 days at most), and half an hour behind it. */
export function windowAround(at: string, period: number): { readonly start: string; readonly end: string } {
  const changed = Date.parse(at);
  const before = Math.min(Math.max(3 * HOUR, 30 * period * 1000), MOST);
  return {
    start: new Date(changed - before).toISOString(),
    end: new Date(changed + HOUR / 2).toISOString(),
  };
}
