import { hoursNow, nextHours } from '@kmscrypt/lambda';
import type { Window } from '../config/policy.ts';

/** A window that opens. */
export interface Opening {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly timezone: string;
}

/** Until when a window is open; undefined where none is. */
export function openUntil(windows: readonly Window[], now: number): Opening | undefined {
  const open = windows.flatMap((window) => {
    const span = hoursNow(window, now);
    return span === undefined ? [] : [{ at: span.until, timezone: window.timezone }];
  });
  return open.toSorted((one, other) => other.at - one.at)[0];
}

/** When a window next opens; undefined where none does. */
export function nextOpening(windows: readonly Window[], now: number): Opening | undefined {
  const next = windows.flatMap((window) => {
    const at = nextHours(window, now);
    return at === undefined ? [] : [{ at, timezone: window.timezone }];
  });
  return next.toSorted((one, other) => one.at - other.at)[0];
}

/** As clocks show it there: `Mon 2026-11-23 02:00 Europe/Berlin`. */
export function localText({ at, timezone }: Opening): string {
  const format = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone: timezone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const [weekday, year, month, day, hour, minute] = (
    ['weekday', 'year', 'month', 'day', 'hour', 'minute'] as const
  ).map((type) => parts.get(type) ?? '');
  return `${weekday} ${year}-${month}-${day} ${hour}:${minute} ${timezone}`;
}
