const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
] as const;

/** The time of day: `02:14:07 UTC`. What is no time is left as it is. */
export function clockTime(at: string): string {
  const iso = isoOf(at);
  return iso === undefined ? at : `${iso.slice(11, 19)} UTC`;
}

/** `2025-11-21 02:14:07 UTC`. What is no time is left as it is. */
export function moment(at: string): string {
  const iso = isoOf(at);
  return iso === undefined ? at : `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** How long, in its two largest units: `45 s`, `14 min`, `1 h 5 min`, `2 d 3 h`. */
export function span(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds / SECOND) * SECOND);
  const first = UNITS.findIndex(([, length]) => length <= rest);
  if (first === -1) return '0 s';
  // Seconds tell nothing beside many minutes.
  const used = UNITS.slice(first, rest >= 10 * MINUTE && rest < HOUR ? first + 1 : first + 2);
  const parts = used.map(([sign, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? '' : `${count} ${sign}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}

/** The time from one to another, as {@link span}; undefined where either is none, or the second is earlier. */
export function spanBetween(from: string | undefined, to: string): string | undefined {
  const length = Date.parse(to) - Date.parse(from ?? '');
  return length >= 0 ? span(length) : undefined;
}

function isoOf(at: string): string | undefined {
  const time = Date.parse(at);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
