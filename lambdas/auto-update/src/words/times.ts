import { counted, timeText } from '@kmscrypt/lambda';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** How long something lasts, in its two largest units, rounded down: `3 hours 12 minutes`. @param span in milliseconds */
export function spanText(span: number): string {
  const largest = UNITS.findIndex(([, length]) => span >= length);
  if (largest === -1) return counted(0, 'second');
  let rest = span;
  const parts: string[] = [];
  for (const [unit, length] of UNITS.slice(largest, largest + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(counted(count, unit));
  }
  return parts.join(' ');
}

/** `3 hours 12 minutes ago (2026-11-22T04:00:00Z)`. */
export function agoText(now: number, then: number): string {
  return `${spanText(Math.max(0, now - then))} ago (${timeText(then)})`;
}
